/** The edge of the admin API: who may call, how much, and what a refusal looks like. */
@NullMarked
package dev.symbolon.admin.http;

import org.jspecify.annotations.NullMarked;
