package dev.symbolon.infra.log;

import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.infra.log.Backlog.Entry;
import dev.symbolon.infra.log.GuardedBacklog.Next;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes one epoch's commits in the order of their counters. The stream being away never holds up a writer: what
 * doesn't fit in memory is read from the store when it is its turn.
 */
final class Outbox {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final WriterEpoch writer;
    private final CommitStore store;
    private final CommitPublisher publisher;
    private final GuardedBacklog backlog;
    private final Thread thread;

    /** @param relayed the writer's highest counter that the stream has without a gap */
    Outbox(WriterEpoch writer, long relayed, CommitStore store, CommitPublisher publisher) {
        this.writer = writer;
        this.store = store;
        this.publisher = publisher;
        this.backlog = new GuardedBacklog(writer, relayed);
        this.thread = Thread.ofPlatform().daemon().name("outbox-" + writer).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    void resolved(long counter, @Nullable StoredCommit commit) {
        backlog.resolved(counter, commit);
    }

    void resolvedThrough(long counter) {
        backlog.resolvedThrough(counter);
    }

    private void run() {
        long pause = FIRST_PAUSE_NANOS;
        try {
            while (backlog.awaitWork()) {
                try {
                    if (sendFailedAgain()) {
                        backlog.pause(pause);
                        pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
                    } else {
                        pause = FIRST_PAUSE_NANOS;
                    }
                    send();
                } catch (RuntimeException e) {
                    LOG.warn("relaying {} is held up: {}", writer, e.toString());
                    backlog.pause(pause);
                    pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether there was something that the stream hadn't taken: then it is to be given time. */
    private boolean sendFailedAgain() {
        List<Entry> again = backlog.takeFailed();
        again.forEach(this::publish);
        return !again.isEmpty();
    }

    private void send() {
        while (true) {
            switch (backlog.next()) {
                case Next.Nothing _ -> {
                    return;
                }
                case Next.Send send -> publish(send.entry());
                case Next.Read read -> backlog.hold(page(read));
            }
        }
    }

    private void publish(Entry entry) {
        StoredCommit commit = entry.commit;
        if (commit == null) {
            return;
        }
        try {
            publisher.publish(commit, failure -> backlog.answered(entry, failure));
        } catch (RuntimeException e) {
            backlog.answered(entry, e);
        }
    }

    private List<CommitDocument> page(Next.Read read) {
        List<CommitDocument> page = store.numbered(writer, read.from(), read.to());
        if (page.isEmpty() || page.getFirst().counter() != read.from()) {
            throw new IllegalStateException("the store doesn't show " + writer + "#" + read.from() + " yet");
        }
        return page;
    }

    long relayed() {
        return backlog.relayed();
    }

    /** At or below which everything is relayed, at most {@code limit}; zero when that isn't known. */
    HybridTime relayedBelow(HybridTime limit) {
        return backlog.below(limit);
    }

    long size() {
        return backlog.size();
    }

    /** Whether the stream has everything, after waiting for it at most so long. */
    boolean awaitRelayed(long patienceNanos) throws InterruptedException {
        return backlog.awaitRelayed(patienceNanos);
    }

    /** Sends nothing more. */
    void abandon() {
        backlog.abandon();
    }

    void join() throws InterruptedException {
        thread.join(TimeUnit.SECONDS.toMillis(5));
    }
}
