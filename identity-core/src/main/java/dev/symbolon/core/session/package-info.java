@NullMarked
package dev.symbolon.core.session;

import org.jspecify.annotations.NullMarked;
