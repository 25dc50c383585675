package dev.symbolon.admin.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * One member of a request or an answer: what it means and what it may be. Requests are checked by it, and the OpenAPI
 * document is written from it, so that the two can't differ.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Field {
    /** What it means. */
    String value();

    /** An example, as JSON if it isn't a text. */
    String example() default "";

    boolean required() default false;

    /** Characters that each text in it has at most. */
    int longest() default 200;

    /** Values that a list in it has at most. */
    int most() default 100;

    /** Bounds of a number. */
    int least() default 0;

    int greatest() default Integer.MAX_VALUE;

    /** A regular expression that each text in it matches whole. */
    String pattern() default "";

    /** The only values that each text in it can have. */
    String[] among() default {};

    /** Whether it stays as it was made: a change of it is refused as a rule, and no example shows one. */
    boolean settled() default false;

    /** Whether it is shown in one answer only. */
    boolean shownOnce() default false;
}
