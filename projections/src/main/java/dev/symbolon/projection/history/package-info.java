/** Time travel: what was in force at a moment, what changed between two, and who could reach what. */
@NullMarked
package dev.symbolon.projection.history;

import org.jspecify.annotations.NullMarked;
