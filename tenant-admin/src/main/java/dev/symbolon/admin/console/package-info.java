/** The console: pages for operators and tenant admins, on the same API as anybody else's programs. */
@NullMarked
package dev.symbolon.admin.console;

import org.jspecify.annotations.NullMarked;
