/** What a tenant keeps of its audit trail's read models, and who looked into them. */
@NullMarked
package dev.symbolon.core.audit;

import org.jspecify.annotations.NullMarked;
