/**
 * What templates can say besides Thymeleaf's own: files with their version, icons,
 * panels, and text in which nothing is hidden.
 */
@NullMarked
package dev.postern.ui.dialect;

import org.jspecify.annotations.NullMarked;
