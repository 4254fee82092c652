/** What requests and answers have in common: addresses of the API, headers that guard. */
@NamedInterface("http")
@NullMarked
package dev.postern.identity.http;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.NamedInterface;
