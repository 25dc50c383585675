/** The admin API as tests run it, on the real store and a real broker. */
@NullMarked
package dev.symbolon.admin.running;

import org.jspecify.annotations.NullMarked;
