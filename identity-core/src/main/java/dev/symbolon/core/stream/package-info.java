@NullMarked
package dev.symbolon.core.stream;

import org.jspecify.annotations.NullMarked;
