/** Signed tokens: made and verified. */
@NullMarked
package dev.symbolon.token.jwt;

import org.jspecify.annotations.NullMarked;
