@NullMarked
package dev.symbolon.core.signingkey;

import org.jspecify.annotations.NullMarked;
