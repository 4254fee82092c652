/** The rule groups that Postern keeps: their rules, checks, uses and storage. */
@NamedInterface("groups")
@NullMarked
package dev.postern.directory.groups;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.NamedInterface;
