/** Which tenant a request is for, and what its issuer is. */
@NullMarked
package dev.symbolon.token.tenant;

import org.jspecify.annotations.NullMarked;
