@NullMarked
package dev.symbolon.core.scope;

import org.jspecify.annotations.NullMarked;
