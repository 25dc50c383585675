/** Signing in at the platform as any other client would: the code flow with PKCE, for the platform's own pages. */
@NullMarked
package dev.symbolon.admission.signin;

import org.jspecify.annotations.NullMarked;
