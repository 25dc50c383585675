/** What a person's roles and groups put into tokens. */
@NullMarked
package dev.symbolon.token.role;

import org.jspecify.annotations.NullMarked;
