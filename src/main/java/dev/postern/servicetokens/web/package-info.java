/** Pages and API of the service tokens. */
@NullMarked
package dev.postern.servicetokens.web;

import org.jspecify.annotations.NullMarked;
