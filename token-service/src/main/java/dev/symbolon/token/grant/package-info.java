/** The token endpoint: one entry for each grant type. */
@NullMarked
package dev.symbolon.token.grant;

import org.jspecify.annotations.NullMarked;
