package dev.postern.machines;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** The service token is being deleted; policies can't begin to name it any more. */
@ResponseStatus(code = HttpStatus.CONFLICT, reason = "machines.retired")
public class MachineRetired extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String name;

	MachineRetired(String name) {
		super("service token %s is being deleted".formatted(name));
		this.name = name;
	}

	/** How people call it. */
	public String name() {
		return this.name;
	}

}
