/** Signed tokens of ours, verified. */
@NullMarked
package dev.symbolon.admission.jwt;

import org.jspecify.annotations.NullMarked;
