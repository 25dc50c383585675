/** What belongs to a person, for the page on which they see it. */
@NullMarked
package dev.symbolon.ports.account;

import org.jspecify.annotations.NullMarked;
