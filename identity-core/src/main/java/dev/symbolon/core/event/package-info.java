@NullMarked
package dev.symbolon.core.event;

import org.jspecify.annotations.NullMarked;
