/** Who is signed in. */
@NullMarked
package dev.symbolon.admin.session;

import org.jspecify.annotations.NullMarked;
