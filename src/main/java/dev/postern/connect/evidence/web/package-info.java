/** The page and the endpoint of evidence. */
@NullMarked
package dev.postern.connect.evidence.web;

import org.jspecify.annotations.NullMarked;
