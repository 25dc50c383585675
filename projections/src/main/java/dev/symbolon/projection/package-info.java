@NullMarked
package dev.symbolon.projection;

import org.jspecify.annotations.NullMarked;
