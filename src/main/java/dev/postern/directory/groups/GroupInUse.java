package dev.postern.directory.groups;

import java.util.List;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Servers use the group, so it stays; nothing was changed. */
@ResponseStatus(code = HttpStatus.CONFLICT, reason = "directory.in-use")
public class GroupInUse extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient List<GroupUse> uses;

	public GroupInUse(Group group, List<GroupUse> uses) {
		super("group %s is used by %d servers".formatted(group.id(), uses.size()));
		this.uses = List.copyOf(uses);
	}

	/** The servers that use it, by name. */
	public List<GroupUse> uses() {
		return this.uses;
	}

}
