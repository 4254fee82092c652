package dev.postern.cloudflare;

import java.net.URI;

import org.jspecify.annotations.Nullable;

/**
 * What Cloudflare says of what went wrong.
 *
 * @param documentation the page of Cloudflare's own that explains it; {@code null} when
 * it names none
 */
public record CloudflareWords(String text, @Nullable URI documentation) {
}
