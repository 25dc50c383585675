/** The authorization endpoint: its checks, sign-in and consent, and the code. */
@NullMarked
package dev.symbolon.token.authorization;

import org.jspecify.annotations.NullMarked;
