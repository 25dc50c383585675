/** Onboarding tenants and closing them. */
@NullMarked
package dev.symbolon.admin.tenant;

import org.jspecify.annotations.NullMarked;
