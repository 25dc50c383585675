/** Whether this node can do its work, for whoever sends it requests. */
@NullMarked
package dev.symbolon.infra.health;

import org.jspecify.annotations.NullMarked;
