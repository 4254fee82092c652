/** Reads and checks what people and programs send: parameters, filters, forms, bodies. */
@NamedInterface("input")
@NullMarked
package dev.postern.ui.input;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.NamedInterface;
