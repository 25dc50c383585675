/** The whole platform in one JVM, for tests over real HTTP. */
@NullMarked
package dev.symbolon.token.running;

import org.jspecify.annotations.NullMarked;
