/** What the console shows and changes: one mechanism over the API's own list of operations. */
@NullMarked
package dev.symbolon.admin.console.section;

import org.jspecify.annotations.NullMarked;
