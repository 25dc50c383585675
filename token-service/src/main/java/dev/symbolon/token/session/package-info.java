/** Signing in, and the cookies that remember it. */
@NullMarked
package dev.symbolon.token.session;

import org.jspecify.annotations.NullMarked;
