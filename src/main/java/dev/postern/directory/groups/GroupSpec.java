package dev.postern.directory.groups;

import dev.postern.rules.RuleGroup;

/**
 * What people want of a group, checked.
 *
 * @param name unique, whatever the case
 */
public record GroupSpec(String name, String description, RuleGroup rules) {
}
