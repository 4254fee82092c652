/** The pages and endpoints for errors that people paste. */
@NullMarked
package dev.postern.connect.errors.web;

import org.jspecify.annotations.NullMarked;
