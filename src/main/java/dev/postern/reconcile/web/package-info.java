/** Plans, progress and runs as people and programs read them. */
@NullMarked
package dev.postern.reconcile.web;

import org.jspecify.annotations.NullMarked;
