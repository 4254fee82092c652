/**
 * What the audit is told of requests: by which way and from where they come, and those
 * that change nothing and still leave an entry.
 */
@NamedInterface("traces")
@NullMarked
package dev.postern.identity.traces;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.NamedInterface;
