/** Pages that people see. */
@NullMarked
package dev.symbolon.token.page;

import org.jspecify.annotations.NullMarked;
