@NullMarked
package dev.symbolon.standalone;

import org.jspecify.annotations.NullMarked;
