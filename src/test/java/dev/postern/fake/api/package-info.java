/**
 * The language of the API: calls, routes and the permissions that open them, answers,
 * refusals, pages of lists.
 */
@NullMarked
package dev.postern.fake.api;

import org.jspecify.annotations.NullMarked;
