/**
 * What Cloudflare holds, as values: tunnels, zones, DNS records, Access applications,
 * groups, service tokens, log entries.
 */
@NamedInterface("model")
@NullMarked
package dev.postern.cloudflare.model;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.NamedInterface;
