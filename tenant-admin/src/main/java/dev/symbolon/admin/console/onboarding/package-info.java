/** From a name to a login that works: a new tenant, step by step. */
@NullMarked
package dev.symbolon.admin.console.onboarding;

import org.jspecify.annotations.NullMarked;
