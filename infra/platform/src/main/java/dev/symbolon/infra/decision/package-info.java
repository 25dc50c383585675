@NullMarked
package dev.symbolon.infra.decision;

import org.jspecify.annotations.NullMarked;
