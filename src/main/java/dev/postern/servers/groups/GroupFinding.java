package dev.postern.servers.groups;

import dev.postern.rules.lint.LintFinding;
import org.jspecify.annotations.Nullable;

/**
 * A finding about rules of a group.
 *
 * @param server the server whose policies it is about; {@code null} for the group by
 * itself
 */
record GroupFinding(LintFinding finding, @Nullable String server) {
}
