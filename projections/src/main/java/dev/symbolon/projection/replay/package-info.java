/** Read models made again from the log. */
@NullMarked
package dev.symbolon.projection.replay;

import org.jspecify.annotations.NullMarked;
