@NullMarked
package dev.symbolon.core.credential;

import org.jspecify.annotations.NullMarked;
