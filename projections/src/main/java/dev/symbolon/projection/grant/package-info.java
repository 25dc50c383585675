@NullMarked
package dev.symbolon.projection.grant;

import org.jspecify.annotations.NullMarked;
