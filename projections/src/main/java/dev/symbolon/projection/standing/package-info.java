/** How the read models stand: how far behind they are, and what they have stopped following. */
@NullMarked
package dev.symbolon.projection.standing;

import org.jspecify.annotations.NullMarked;
