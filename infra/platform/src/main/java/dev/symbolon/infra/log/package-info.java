@NullMarked
package dev.symbolon.infra.log;

import org.jspecify.annotations.NullMarked;
