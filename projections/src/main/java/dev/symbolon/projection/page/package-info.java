/** The auditors' pages: their shell, their looks, and the way in. */
@NullMarked
package dev.symbolon.projection.page;

import org.jspecify.annotations.NullMarked;
