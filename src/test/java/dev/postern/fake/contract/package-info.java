/**
 * Tests of the fake as its users see it: over HTTP and by what {@code FakeCloudflare}
 * offers, and the samples of the real API.
 */
@NullMarked
package dev.postern.fake.contract;

import org.jspecify.annotations.NullMarked;
