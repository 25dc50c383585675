/** The APIs that tokens are for. */
@NullMarked
package dev.symbolon.admin.resource;

import org.jspecify.annotations.NullMarked;
