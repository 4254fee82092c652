/**
 * Short-lived certificates: the authority of a server's application, which Cloudflare
 * keeps, what the server itself needs to trust it, and whom that lets in as which user.
 */
@NullMarked
package dev.postern.connect.certificates;

import org.jspecify.annotations.NullMarked;
