@NullMarked
package dev.symbolon.core.authorization;

import org.jspecify.annotations.NullMarked;
