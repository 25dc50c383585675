@NullMarked
package dev.symbolon.core.resource;

import org.jspecify.annotations.NullMarked;
