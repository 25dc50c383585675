@NullMarked
package dev.symbolon.infra.mongo;

import org.jspecify.annotations.NullMarked;
