/** Token revocation (RFC 7009). */
@NullMarked
package dev.symbolon.token.revocation;

import org.jspecify.annotations.NullMarked;
