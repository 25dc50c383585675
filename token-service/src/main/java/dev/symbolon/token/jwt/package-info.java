/** Signed tokens are made. */
@NullMarked
package dev.symbolon.token.jwt;

import org.jspecify.annotations.NullMarked;
