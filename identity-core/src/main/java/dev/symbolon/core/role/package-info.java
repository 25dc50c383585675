/** Who may do what: roles, groups, and who has them. */
@NullMarked
package dev.symbolon.core.role;

import org.jspecify.annotations.NullMarked;
