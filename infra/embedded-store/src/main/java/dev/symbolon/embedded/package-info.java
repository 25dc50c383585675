@NullMarked
package dev.symbolon.embedded;

import org.jspecify.annotations.NullMarked;
