/** What policies of servers can name, and how policies are said in plain words. */
@NamedInterface("policies")
@NullMarked
package dev.postern.servers.policies;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.NamedInterface;
