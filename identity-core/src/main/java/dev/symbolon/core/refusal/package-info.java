@NullMarked
package dev.symbolon.core.refusal;

import org.jspecify.annotations.NullMarked;
