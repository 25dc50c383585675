/** The applications that ask for tokens. */
@NullMarked
package dev.symbolon.admin.client;

import org.jspecify.annotations.NullMarked;
