/** Prunes the read models of what tenants keep no longer. How far back they go is said in {@code audit}. */
@NullMarked
package dev.symbolon.projection.retention;

import org.jspecify.annotations.NullMarked;
