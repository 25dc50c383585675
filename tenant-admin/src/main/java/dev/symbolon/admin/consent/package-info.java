/** What people agreed to. */
@NullMarked
package dev.symbolon.admin.consent;

import org.jspecify.annotations.NullMarked;
