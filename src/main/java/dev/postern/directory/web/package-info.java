/** Pages and API of rule groups. */
@NullMarked
package dev.postern.directory.web;

import org.jspecify.annotations.NullMarked;
