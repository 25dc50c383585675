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
    private final Beats beats;
    private final boolean beating;
    private final GuardedBacklog backlog;
    private final Thread thread;

    private Outbox(
            WriterEpoch writer,
            long relayed,
            CommitStore store,
            CommitPublisher publisher,
            Beats.Stable stable,
            boolean beating) {
        this.writer = writer;
        this.store = store;
        this.publisher = publisher;
        this.beats = new Beats(writer, publisher, stable);
        this.beating = beating;
        this.backlog = new GuardedBacklog(writer, relayed);
        this.thread = Thread.ofPlatform().daemon().name("outbox-" + writer).unstarted(this::run);
    }

    /** For this node's own writer, which says how it stands. */
    static Outbox own(WriterEpoch writer, CommitStore store, CommitPublisher publisher, Beats.Stable stable) {
        return new Outbox(writer, 0, store, publisher, stable, true);
    }

    /** For a writer that is gone: silent until its last word. */
    static Outbox ofSilent(WriterEpoch writer, long relayed, CommitStore store, CommitPublisher publisher) {
        return new Outbox(writer, relayed, store, publisher, _ -> HybridTime.ZERO, false);
    }

    void start() {
        thread.start();
    }

    /** A commit with control events is about to be handed to the store: no beat may claim to be beyond it from now on. */
    void handing(long counter) {
        backlog.handing(counter, publisher.heard());
    }

    /** What was handed to the store was refused; the counter is free again. */
    void refused(long counter) {
        backlog.refused(counter);
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
            while (backlog.awaitWork(beating ? beats.dueNanos() : Beats.EVERY_NANOS)) {
                try {
                    if (sendFailedAgain()) {
                        backlog.pause(pause);
                        pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
                    } else {
                        pause = FIRST_PAUSE_NANOS;
                    }
                    send();
                    if (beating) {
                        beats.ifDue(backlog);
                    }
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

    /** Until a beat is due: a backlog must not silence its writer. */
    private void send() {
        while (!beating || beats.dueNanos() > 0) {
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

    /** The writer's last word, after everything is relayed. */
    void sayClosed() {
        beats.closed(backlog);
    }

    long relayed() {
        return backlog.relayed();
    }

    HybridTime announced() {
        return beats.announced();
    }

    /** The writer will store nothing more at or below that clock, whether what it stored is relayed or not. */
    HybridTime settled() {
        return beats.settled();
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
