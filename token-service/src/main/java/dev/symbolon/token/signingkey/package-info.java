/** The keys that tokens are signed with, and the published set. */
@NullMarked
package dev.symbolon.token.signingkey;

import org.jspecify.annotations.NullMarked;
