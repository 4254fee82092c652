/** What a change of a rule group risks on the servers that use the group. */
@NullMarked
package dev.postern.servers.groups;

import org.jspecify.annotations.NullMarked;
