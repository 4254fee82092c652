/** The pages and endpoints of short-lived certificates. */
@NullMarked
package dev.postern.connect.certificates.web;

import org.jspecify.annotations.NullMarked;
