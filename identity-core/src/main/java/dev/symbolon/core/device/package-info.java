/** The device authorization grant: what a device asks for, and what a person on another device says to it (RFC 8628). */
@NullMarked
package dev.symbolon.core.device;

import org.jspecify.annotations.NullMarked;
