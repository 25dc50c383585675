@NullMarked
package dev.symbolon.infra;

import org.jspecify.annotations.NullMarked;
