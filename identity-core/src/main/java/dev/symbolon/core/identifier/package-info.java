@NullMarked
package dev.symbolon.core.identifier;

import org.jspecify.annotations.NullMarked;
