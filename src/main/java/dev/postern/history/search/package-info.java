/** What people and programs ask of the imported logins. */
@NullMarked
package dev.postern.history.search;

import org.jspecify.annotations.NullMarked;
