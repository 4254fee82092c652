package dev.postern.connect.download;

import java.time.Instant;

import dev.postern.connect.check.CheckedConfig;

/** A config that a person took, and what is not so any more. */
public record StaleConfig(Instant takenAt, CheckedConfig checked) {
}
