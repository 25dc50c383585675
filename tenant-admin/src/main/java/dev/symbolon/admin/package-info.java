@NullMarked
package dev.symbolon.admin;

import org.jspecify.annotations.NullMarked;
