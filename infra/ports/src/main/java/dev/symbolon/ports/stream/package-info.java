/** The stream of events, for those who watch it rather than keep rows of it. */
@NullMarked
package dev.symbolon.ports.stream;

import org.jspecify.annotations.NullMarked;
