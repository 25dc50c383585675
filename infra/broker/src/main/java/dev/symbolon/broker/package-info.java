/** The Kafka broker of the embedded mode: a process of its own, that ends with the one that started it. */
@NullMarked
package dev.symbolon.broker;

import org.jspecify.annotations.NullMarked;
