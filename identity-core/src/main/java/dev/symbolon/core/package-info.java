@NullMarked
package dev.symbolon.core;

import org.jspecify.annotations.NullMarked;
