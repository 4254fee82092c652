/** Filter chains, login, and the pages for people and personal tokens. */
@NullMarked
package dev.postern.identity.web;

import org.jspecify.annotations.NullMarked;
