/** What was granted to applications. */
@NullMarked
package dev.symbolon.admin.grant;

import org.jspecify.annotations.NullMarked;
