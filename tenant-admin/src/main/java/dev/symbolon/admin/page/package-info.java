/** Pages: how to call the API, and where an invitation leads. */
@NullMarked
package dev.symbolon.admin.page;

import org.jspecify.annotations.NullMarked;
