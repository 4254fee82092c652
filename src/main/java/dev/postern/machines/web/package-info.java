/** Pages and API of the service tokens. */
@NullMarked
package dev.postern.machines.web;

import org.jspecify.annotations.NullMarked;
