package dev.postern.kernel.stored;

/**
 * A value that is none of its type. What people send is read where its problem can be
 * told, so whoever lets this pass has met what stands in the database and Postern did not
 * write.
 */
public class MalformedValue extends IllegalArgumentException {

	private static final long serialVersionUID = 1L;

	public MalformedValue(String message) {
		super(message);
	}

	public MalformedValue(String message, Throwable cause) {
		super(message, cause);
	}

}
