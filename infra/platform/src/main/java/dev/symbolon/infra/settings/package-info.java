@NullMarked
package dev.symbolon.infra.settings;

import org.jspecify.annotations.NullMarked;
