/**
 * A stand-in for Cloudflare: an HTTP server on the loopback address that holds the state
 * of one account and answers as the real API does, its refusals, limits and oddities
 * included.
 *
 * <pre>{@code
 * try (FakeCloudflare cloudflare = FakeCloudflare.start()) {
 *     cloudflare.addZone("example.jp");
 *     TunnelId tunnel = cloudflare.addTunnel("office");
 *     cloudflare.addConnector(tunnel);
 *     String token = cloudflare.addToken(Permission.portal());          // for postern.cloudflare.api-token
 *     cloudflare.asSomebodyElse().addRule(tunnel, "wiki.example.jp", "http://wiki:8080");   // foreign from now on
 *
 *     Fault cut = cloudflare.faults().on(Calls.PUT_CONFIGURATION).nth(1).cutAfterCommit();
 *     cloudflare.faults().beforeNext(Calls.PUT_CONFIGURATION,
 *             () -> cloudflare.asSomebodyElse().addRule(tunnel, "new.example.jp", "http://new"));
 *
 *     // … run Postern against cloudflare.baseUrl() and cloudflare.accountId() …
 *
 *     assertThat(cut.fired()).isTrue();
 *     assertThat(cloudflare.journal().writes()).extracting(JournalEntry::method).containsExactly("POST", "PUT", "POST");
 *     assertThat(cloudflare.state().ingressHostnames(tunnel)).contains("wiki.example.jp");
 *     assertThat(cloudflare.wouldAllow("ssh-cf.example.jp", "admin@example.com")).isTrue();
 *     cloudflare.watch().assertNoViolations();                          // I1 and I2 after every write
 * }
 * }</pre>
 * <p>
 * What is added here, or by {@link dev.postern.fake.FakeCloudflare#asSomebodyElse()}, is
 * foreign; what comes over HTTP is not, until
 * {@link dev.postern.fake.FakeCloudflare#seal()} declares it so. Requests need a
 * {@code User-Agent} of their own: the JDK's default one gets a 403, as with Cloudflare.
 */
@NullMarked
package dev.postern.fake;

import org.jspecify.annotations.NullMarked;
