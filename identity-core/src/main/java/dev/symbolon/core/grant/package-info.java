@NullMarked
package dev.symbolon.core.grant;

import org.jspecify.annotations.NullMarked;
