/** What a node remembers of revocations, and answers from. */
@NullMarked
package dev.symbolon.infra.revocation;

import org.jspecify.annotations.NullMarked;
