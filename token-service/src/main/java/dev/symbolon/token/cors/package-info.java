/** Which pages of other origins may read answers. */
@NullMarked
package dev.symbolon.token.cors;

import org.jspecify.annotations.NullMarked;
