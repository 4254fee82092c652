/** The pages and endpoints of {@code connect}. */
@NullMarked
package dev.postern.connect.web;

import org.jspecify.annotations.NullMarked;
