@NullMarked
package dev.symbolon.infra.secret;

import org.jspecify.annotations.NullMarked;
