@NullMarked
package dev.symbolon.ports.decision;

import org.jspecify.annotations.NullMarked;
