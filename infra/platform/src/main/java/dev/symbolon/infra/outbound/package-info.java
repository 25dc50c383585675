/** Calls to addresses that others registered, guarded. */
@NullMarked
package dev.symbolon.infra.outbound;

import org.jspecify.annotations.NullMarked;
