/**
 * What is wrong or risky about policies, and the warnings that somebody has to
 * acknowledge.
 */
@NamedInterface("risks")
@NullMarked
package dev.postern.servers.risks;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.NamedInterface;
