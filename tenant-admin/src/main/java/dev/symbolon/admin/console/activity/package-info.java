/** What happens in a tenant, while it happens. */
@NullMarked
package dev.symbolon.admin.console.activity;

import org.jspecify.annotations.NullMarked;
