/** Token introspection (RFC 7662). */
@NullMarked
package dev.symbolon.token.introspection;

import org.jspecify.annotations.NullMarked;
