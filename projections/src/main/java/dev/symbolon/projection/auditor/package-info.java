/** Who may read the audit side, and what of it. */
@NullMarked
package dev.symbolon.projection.auditor;

import org.jspecify.annotations.NullMarked;
