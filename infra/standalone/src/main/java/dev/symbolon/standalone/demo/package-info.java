/** The Grand Hotel: a tenant to try the platform on, and the code flow run through it by a standard client. */
@NullMarked
package dev.symbolon.standalone.demo;

import org.jspecify.annotations.NullMarked;
