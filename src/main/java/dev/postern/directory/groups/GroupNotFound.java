package dev.postern.directory.groups;

import dev.postern.kernel.GroupId;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** No group of Postern's has this id, or not any more. */
@ResponseStatus(HttpStatus.NOT_FOUND)
public class GroupNotFound extends RuntimeException {

	private static final long serialVersionUID = 1L;

	public GroupNotFound(GroupId id) {
		super("no group has the id " + id);
	}

}
