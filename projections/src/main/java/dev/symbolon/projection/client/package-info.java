/** What auditors are told of clients beyond their ids. */
@NullMarked
package dev.symbolon.projection.client;

import org.jspecify.annotations.NullMarked;
