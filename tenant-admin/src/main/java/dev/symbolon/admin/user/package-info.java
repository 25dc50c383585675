/** People and their first passwords. */
@NullMarked
package dev.symbolon.admin.user;

import org.jspecify.annotations.NullMarked;
