/** Signing out: asked for by an app or by the person, and told to every app of the session. */
@NullMarked
package dev.symbolon.token.logout;

import org.jspecify.annotations.NullMarked;
