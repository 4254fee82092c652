package dev.postern.history.search;

/**
 * How many logins came out how.
 *
 * @param unexplained how many of those that were let through no policy of Postern lets in
 */
public record Outcomes(long allowed, long refused, long unexplained) {
}
