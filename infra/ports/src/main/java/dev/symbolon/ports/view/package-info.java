@NullMarked
package dev.symbolon.ports.view;

import org.jspecify.annotations.NullMarked;
