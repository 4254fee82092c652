package dev.postern.cloudflare.transport;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;

/** An answer that was read to its end and found to be JSON, whatever its headers say. */
class BufferedResponse implements ClientHttpResponse {

	private final HttpStatusCode status;

	private final byte[] content;

	BufferedResponse(HttpStatusCode status, byte[] content) {
		this.status = status;
		this.content = content;
	}

	@Override
	public HttpStatusCode getStatusCode() {
		return this.status;
	}

	@Override
	public String getStatusText() {
		return "";
	}

	@Override
	public HttpHeaders getHeaders() {
		HttpHeaders headers = new HttpHeaders();
		headers.setContentType(MediaType.APPLICATION_JSON);
		headers.setContentLength(this.content.length);
		return headers;
	}

	@Override
	public InputStream getBody() {
		return new ByteArrayInputStream(this.content);
	}

	@Override
	public void close() {
	}

}
