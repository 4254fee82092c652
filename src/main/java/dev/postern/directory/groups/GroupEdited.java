package dev.postern.directory.groups;

import dev.postern.kernel.GroupId;

/**
 * What is wanted of a group has changed; published inside the transaction of the edit.
 */
public record GroupEdited(GroupId group) {
}
