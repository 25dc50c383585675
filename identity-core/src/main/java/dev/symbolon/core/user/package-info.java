@NullMarked
package dev.symbolon.core.user;

import org.jspecify.annotations.NullMarked;
