package dev.postern.ui.input;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.util.List;

import dev.postern.kernel.FieldProblem;
import dev.postern.kernel.InvalidInput;
import tools.jackson.databind.JsonNode;

import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/**
 * Refuses JSON that is larger than anything that Postern keeps, and JSON that could not
 * be kept as it was sent: text with a NUL, and numbers beyond all bounds (I15).
 */
@ControllerAdvice
class JsonBodyCheck extends RequestBodyAdviceAdapter {

	@Override
	public boolean supports(MethodParameter parameter, Type target,
			Class<? extends HttpMessageConverter<?>> converter) {
		return target == JsonNode.class;
	}

	@Override
	public HttpInputMessage beforeBodyRead(HttpInputMessage message, MethodParameter parameter, Type target,
			Class<? extends HttpMessageConverter<?>> converter) throws IOException {
		return new BoundedBody(message.getHeaders(), new BoundedStream(message.getBody()));
	}

	@Override
	public Object afterBodyRead(Object body, HttpInputMessage message, MethodParameter parameter, Type target,
			Class<? extends HttpMessageConverter<?>> converter) {
		List<FieldProblem> problems = JsonProblems.of((JsonNode) body);
		if (!problems.isEmpty()) {
			throw new InvalidInput(problems);
		}
		return body;
	}

	private record BoundedBody(HttpHeaders headers, InputStream body) implements HttpInputMessage {

		@Override
		public HttpHeaders getHeaders() {
			return this.headers;
		}

		@Override
		public InputStream getBody() {
			return this.body;
		}

	}

	/** A body that is refused as soon as it turns out to be too large. */
	private static final class BoundedStream extends FilterInputStream {

		private static final long LARGEST = DataSize.ofMegabytes(1).toBytes();

		private long read;

		private BoundedStream(InputStream body) {
			super(body);
		}

		@Override
		public int read() throws IOException {
			int octet = super.read();
			count((octet >= 0) ? 1 : 0);
			return octet;
		}

		@Override
		public int read(byte[] buffer, int offset, int length) throws IOException {
			int octets = super.read(buffer, offset, length);
			count(octets);
			return octets;
		}

		private void count(int octets) {
			this.read += Math.max(octets, 0);
			if (this.read > LARGEST) {
				throw new ResponseStatusException(HttpStatus.CONTENT_TOO_LARGE);
			}
		}

	}

}
