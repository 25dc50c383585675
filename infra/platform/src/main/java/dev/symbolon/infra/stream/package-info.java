@NullMarked
package dev.symbolon.infra.stream;

import org.jspecify.annotations.NullMarked;
