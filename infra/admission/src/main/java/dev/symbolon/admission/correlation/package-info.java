/** What a request is called in log lines, in events and in its answer. */
@NullMarked
package dev.symbolon.admission.correlation;

import org.jspecify.annotations.NullMarked;
