/** Upstream identity providers: where people of a tenant may come from. */
@NullMarked
package dev.symbolon.core.provider;

import org.jspecify.annotations.NullMarked;
