/** A tenant's signing keys. */
@NullMarked
package dev.symbolon.admin.signingkey;

import org.jspecify.annotations.NullMarked;
