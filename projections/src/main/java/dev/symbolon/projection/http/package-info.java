@NullMarked
package dev.symbolon.projection.http;

import org.jspecify.annotations.NullMarked;
