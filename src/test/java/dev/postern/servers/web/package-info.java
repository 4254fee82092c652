@NullMarked
package dev.postern.servers.web;

import org.jspecify.annotations.NullMarked;
