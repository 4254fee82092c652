/** Pages and API of what is granted for a while. */
@NullMarked
package dev.postern.grants.web;

import org.jspecify.annotations.NullMarked;
