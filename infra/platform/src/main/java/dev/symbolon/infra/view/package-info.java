@NullMarked
package dev.symbolon.infra.view;

import org.jspecify.annotations.NullMarked;
