@NullMarked
package dev.symbolon.core.aggregate;

import org.jspecify.annotations.NullMarked;
