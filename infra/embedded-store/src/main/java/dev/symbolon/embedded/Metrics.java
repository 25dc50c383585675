package dev.symbolon.embedded;

import java.util.concurrent.atomic.LongAdder;

/** The running counters behind {@link StoreCounters}. */
final class Metrics {

    final LongAdder documentsExamined = new LongAdder();
    final LongAdder keysExamined = new LongAdder();
    final LongAdder collectionScans = new LongAdder();
    final LongAdder commits = new LongAdder();
    final LongAdder fsyncs = new LongAdder();
    final LongAdder commands = new LongAdder();

    StoreCounters read() {
        return new StoreCounters(
                documentsExamined.sum(),
                keysExamined.sum(),
                collectionScans.sum(),
                commits.sum(),
                fsyncs.sum(),
                commands.sum());
    }
}
