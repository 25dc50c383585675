/** Samples and a small model to run them on, for the tests of every module. */
@NullMarked
package dev.symbolon.core.sample;

import org.jspecify.annotations.NullMarked;
