/** Upstream identity providers. */
@NullMarked
package dev.symbolon.admin.provider;

import org.jspecify.annotations.NullMarked;
