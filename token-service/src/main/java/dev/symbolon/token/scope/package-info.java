/** The scopes of OpenID Connect, and what they open. */
@NullMarked
package dev.symbolon.token.scope;

import org.jspecify.annotations.NullMarked;
