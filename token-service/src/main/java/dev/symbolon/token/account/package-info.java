/** The signed-in person's own page: their sessions, the apps that they let in, their password. */
@NullMarked
package dev.symbolon.token.account;

import org.jspecify.annotations.NullMarked;
