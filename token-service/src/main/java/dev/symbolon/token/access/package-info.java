/** Whether an access token opens anything. */
@NullMarked
package dev.symbolon.token.access;

import org.jspecify.annotations.NullMarked;
