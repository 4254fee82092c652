package dev.postern.connect.download;

import java.time.Instant;

/**
 * A change of the host keys of a server that a person reaches, told before they connect.
 *
 * @param server how the person calls it
 * @param by who changed them
 * @param fingerprints those of now, as ssh-keygen prints them; empty when none is pinned
 * any more
 * @param unknown whether the files that the person took last know nothing of it
 */
public record KeyNews(String server, String by, Instant at, String fingerprints, boolean unknown) {
}
