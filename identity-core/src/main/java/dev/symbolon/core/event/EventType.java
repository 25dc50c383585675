package dev.symbolon.core.event;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** An event's catalogue name and version: what is stored, instead of a Java class name. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface EventType {
    String name();

    int version();

    /**
     * Whether it also goes to the control topic, which every node reads. What changes a state that nodes remember has to:
     * while they hear everything there, what they remember counts.
     */
    boolean control() default false;

    /** Whether it may make tokens void, see {@link dev.symbolon.core.revocation.Voided}; such a one is control, too. */
    boolean voids() default false;
}
