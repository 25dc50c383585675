@NullMarked
package dev.symbolon.ports.secret;

import org.jspecify.annotations.NullMarked;
