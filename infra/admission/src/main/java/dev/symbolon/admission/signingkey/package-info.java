/** What whoever makes or ends tenants' signing keys does with their private halves. */
@NullMarked
package dev.symbolon.admission.signingkey;

import org.jspecify.annotations.NullMarked;
