package dev.postern.identity;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Administrators may use it. On a handler method, or on a controller for all its methods
 * that say nothing.
 */
@Documented
@AllowedFor(Audience.ADMINS)
@Retention(RetentionPolicy.RUNTIME)
@Target({ ElementType.METHOD, ElementType.TYPE })
public @interface ForAdmins {

}
