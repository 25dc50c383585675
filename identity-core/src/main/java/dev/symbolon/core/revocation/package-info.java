/** What becomes void by what. */
@NullMarked
package dev.symbolon.core.revocation;

import org.jspecify.annotations.NullMarked;
