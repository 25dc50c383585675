@NullMarked
package dev.symbolon.projection.audit;

import org.jspecify.annotations.NullMarked;
