/**
 * Zones and their DNS records.
 */
@NullMarked
package dev.postern.fake.dns;

import org.jspecify.annotations.NullMarked;
