@NullMarked
package dev.symbolon.benchmark;

import org.jspecify.annotations.NullMarked;
