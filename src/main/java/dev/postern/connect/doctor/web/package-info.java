/** The pages and endpoints of the doctor. */
@NullMarked
package dev.postern.connect.doctor.web;

import org.jspecify.annotations.NullMarked;
