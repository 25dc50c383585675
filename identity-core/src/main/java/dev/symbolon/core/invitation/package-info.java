/** Invitations: links by which people choose their first or a new password. */
@NullMarked
package dev.symbolon.core.invitation;

import org.jspecify.annotations.NullMarked;
