/** Pages and API of the audit. */
@NullMarked
package dev.postern.audit.web;

import org.jspecify.annotations.NullMarked;
