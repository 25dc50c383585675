/** Passwords: hashed in a queue of their own. */
@NullMarked
package dev.symbolon.token.credential;

import org.jspecify.annotations.NullMarked;
