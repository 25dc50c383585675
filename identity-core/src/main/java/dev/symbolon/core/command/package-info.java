@NullMarked
package dev.symbolon.core.command;

import org.jspecify.annotations.NullMarked;
