/** The pages and endpoints of port checks. */
@NullMarked
package dev.postern.connect.ports.web;

import org.jspecify.annotations.NullMarked;
