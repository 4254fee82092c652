package dev.postern.directory.groups;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** The group is being removed; it can't be changed or used any more. */
@ResponseStatus(code = HttpStatus.CONFLICT, reason = "directory.retired")
public class GroupRetired extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient Group group;

	public GroupRetired(Group group) {
		super("group %s is being removed".formatted(group.id()));
		this.group = group;
	}

	public Group group() {
		return this.group;
	}

}
