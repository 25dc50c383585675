/** Discovery. */
@NullMarked
package dev.symbolon.token.metadata;

import org.jspecify.annotations.NullMarked;
