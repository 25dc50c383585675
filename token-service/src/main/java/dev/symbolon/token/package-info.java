@NullMarked
package dev.symbolon.token;

import org.jspecify.annotations.NullMarked;
