/**
 * Values that three or more modules use, and the clock. Depends on nothing of ours.
 */
@ApplicationModule(displayName = "Kernel", type = ApplicationModule.Type.OPEN, allowedDependencies = {})
@NullMarked
package dev.postern.kernel;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
