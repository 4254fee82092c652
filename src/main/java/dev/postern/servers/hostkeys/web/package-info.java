/** The pages and endpoints of host keys. */
@NullMarked
package dev.postern.servers.hostkeys.web;

import org.jspecify.annotations.NullMarked;
