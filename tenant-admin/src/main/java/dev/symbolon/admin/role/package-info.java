/** Roles, groups, and what people have been given to be. */
@NullMarked
package dev.symbolon.admin.role;

import org.jspecify.annotations.NullMarked;
