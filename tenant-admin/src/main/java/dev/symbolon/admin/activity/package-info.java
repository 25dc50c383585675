/** What happens in a tenant, as the API tells it while it happens. */
@NullMarked
package dev.symbolon.admin.activity;

import org.jspecify.annotations.NullMarked;
