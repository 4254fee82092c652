/** What rooms above have for administrators to do with servers. */
@NamedInterface("todo")
@NullMarked
package dev.postern.servers.todo;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.NamedInterface;
