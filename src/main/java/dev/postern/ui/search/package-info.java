/**
 * One search for everybody over what their role may see; rooms above say what there is to
 * find.
 */
@NamedInterface("search")
@NullMarked
package dev.postern.ui.search;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.NamedInterface;
