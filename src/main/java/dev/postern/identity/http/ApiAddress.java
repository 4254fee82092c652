package dev.postern.identity.http;

/** Which addresses are for programs. */
public final class ApiAddress {

	private static final String ROOT = "/api";

	private ApiAddress() {
	}

	/**
	 * Whether an address is one of the API.
	 * @param path the address without the context path
	 */
	public static boolean covers(String path) {
		return path.equals(ROOT) || path.startsWith(ROOT + "/");
	}

}
