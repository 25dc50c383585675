/** The APIs that tokens are for: what a client may ask of them, and whom a request names. */
@NullMarked
package dev.symbolon.token.resource;

import org.jspecify.annotations.NullMarked;
