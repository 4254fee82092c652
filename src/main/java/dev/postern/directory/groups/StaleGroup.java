package dev.postern.directory.groups;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Somebody else edited the group meanwhile; nothing was changed. */
@ResponseStatus(code = HttpStatus.CONFLICT, reason = "directory.stale")
public class StaleGroup extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient Group current;

	public StaleGroup(Group current) {
		super("group %s is at version %d by now".formatted(current.id(), current.version()));
		this.current = current;
	}

	/** The group as it stands now. */
	public Group current() {
		return this.current;
	}

}
