/** Limits of what is asked on behalf of tenants and clients. */
@NullMarked
package dev.symbolon.token.limit;

import org.jspecify.annotations.NullMarked;
