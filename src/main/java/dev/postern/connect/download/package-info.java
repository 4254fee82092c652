/** What people take for their computers and how: configs, scripts, settings, checks. */
@NullMarked
package dev.postern.connect.download;

import org.jspecify.annotations.NullMarked;
