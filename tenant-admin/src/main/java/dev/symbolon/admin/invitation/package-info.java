/** Links by which people choose a password. */
@NullMarked
package dev.symbolon.admin.invitation;

import org.jspecify.annotations.NullMarked;
