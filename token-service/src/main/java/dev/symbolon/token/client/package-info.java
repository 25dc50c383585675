/** How clients prove themselves at the token endpoint. */
@NullMarked
package dev.symbolon.token.client;

import org.jspecify.annotations.NullMarked;
