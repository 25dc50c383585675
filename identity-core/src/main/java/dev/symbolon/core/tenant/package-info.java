@NullMarked
package dev.symbolon.core.tenant;

import org.jspecify.annotations.NullMarked;
