@NullMarked
package dev.symbolon.ports.log;

import org.jspecify.annotations.NullMarked;
