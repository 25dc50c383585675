/** Devices without a keyboard (RFC 8628): their request, and the page where a person answers it. */
@NullMarked
package dev.symbolon.token.device;

import org.jspecify.annotations.NullMarked;
