/** Whether a token still counts. */
@NullMarked
package dev.symbolon.ports.revocation;

import org.jspecify.annotations.NullMarked;
