/** The UserInfo endpoint. */
@NullMarked
package dev.symbolon.token.user;

import org.jspecify.annotations.NullMarked;
