package dev.postern.servicetokens;

/** The service token is being deleted; policies can't begin to name it any more. */
public class ServiceTokenRetired extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String name;

	ServiceTokenRetired(String name) {
		super("service token %s is being deleted".formatted(name));
		this.name = name;
	}

	/** How people call it. */
	public String name() {
		return this.name;
	}

}
