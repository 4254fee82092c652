package dev.postern.ui.dialect;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;

import org.springframework.http.HttpStatus;

/** Keeps what is answered for a part of a page; headers stay those of the page. */
class PanelResponse extends HttpServletResponseWrapper {

	private final StringWriter html = new StringWriter();

	private final PrintWriter writer = new PrintWriter(this.html);

	private int status = HttpStatus.OK.value();

	PanelResponse(HttpServletResponse page) {
		super(page);
	}

	/** The panel; empty when it was refused or failed. */
	Optional<String> html() {
		this.writer.flush();
		return (this.status == HttpStatus.OK.value()) ? Optional.of(this.html.toString()) : Optional.empty();
	}

	@Override
	public PrintWriter getWriter() {
		return this.writer;
	}

	@Override
	public ServletOutputStream getOutputStream() {
		throw new IllegalStateException("a panel is text");
	}

	@Override
	public void setStatus(int status) {
		this.status = status;
	}

	@Override
	public int getStatus() {
		return this.status;
	}

	@Override
	public void sendError(int status) {
		this.status = status;
	}

	@Override
	public void sendError(int status, String message) {
		this.status = status;
	}

	@Override
	public void sendRedirect(String location) {
		this.status = HttpStatus.FOUND.value();
	}

	@Override
	public void sendRedirect(String location, int status, boolean clearBuffer) {
		this.status = status;
	}

	@Override
	public void addCookie(Cookie cookie) {
		// stays that of the page
	}

	@Override
	public void setHeader(String name, String value) {
		// stays that of the page
	}

	@Override
	public void addHeader(String name, String value) {
		// stays that of the page
	}

	@Override
	public void setContentType(String type) {
		// stays that of the page
	}

	@Override
	public boolean isCommitted() {
		return false;
	}

	@Override
	public void flushBuffer() {
		this.writer.flush();
	}

	@Override
	public void reset() {
		resetBuffer();
	}

	@Override
	public void resetBuffer() {
		this.html.getBuffer().setLength(0);
	}

}
