/** Whether an access token opens anything, and to whom. */
@NullMarked
package dev.symbolon.admission.access;

import org.jspecify.annotations.NullMarked;
