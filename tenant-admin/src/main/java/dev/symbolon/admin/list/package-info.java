/** What lists are made of. */
@NullMarked
package dev.symbolon.admin.list;

import org.jspecify.annotations.NullMarked;
