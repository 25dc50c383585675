/** How the services' addresses are reached. */
@NullMarked
package dev.symbolon.admission.transport;

import org.jspecify.annotations.NullMarked;
