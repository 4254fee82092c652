@NullMarked
package dev.postern.reconcile.web;

import org.jspecify.annotations.NullMarked;
