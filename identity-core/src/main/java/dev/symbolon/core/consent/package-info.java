@NullMarked
package dev.symbolon.core.consent;

import org.jspecify.annotations.NullMarked;
