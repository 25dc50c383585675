@NullMarked
package dev.symbolon.infra.serialization;

import org.jspecify.annotations.NullMarked;
