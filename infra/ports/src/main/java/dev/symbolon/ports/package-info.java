@NullMarked
package dev.symbolon.ports;

import org.jspecify.annotations.NullMarked;
