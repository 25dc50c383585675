/** The way into the console and out of it: through the tenant's own OpenID Connect. */
@NullMarked
package dev.symbolon.admin.console.entrance;

import org.jspecify.annotations.NullMarked;
