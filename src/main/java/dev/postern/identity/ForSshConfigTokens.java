package dev.postern.identity;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Personal tokens that are good for the ssh config alone may read it, too, in the name of
 * a person who may. It stands beside the annotation that says who that is.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface ForSshConfigTokens {

}
