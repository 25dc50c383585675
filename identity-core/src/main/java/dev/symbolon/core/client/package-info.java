@NullMarked
package dev.symbolon.core.client;

import org.jspecify.annotations.NullMarked;
