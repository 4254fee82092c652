/** What the form of a server holds, as it was typed, and how its buttons change it. */
@NamedInterface("form")
@NullMarked
package dev.postern.servers.form;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.NamedInterface;
