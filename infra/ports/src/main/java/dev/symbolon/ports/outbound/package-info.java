/** Calls to addresses that others registered. */
@NullMarked
package dev.symbolon.ports.outbound;

import org.jspecify.annotations.NullMarked;
