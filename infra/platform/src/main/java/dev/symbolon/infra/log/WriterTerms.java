package dev.symbolon.infra.log;

import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.infra.mongo.RefusedWriteException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The epochs of this node's writer, of which one is current. */
final class WriterTerms {
    private static final Logger LOG = LoggerFactory.getLogger(WriterTerms.class);

    private final WriterRegister register;
    private final Function<WriterEpoch, Outbox> outboxes;
    private final Runnable dropCaches;
    private final CountDownLatch givingUp = new CountDownLatch(1);
    private volatile HybridTime floor;
    private volatile WriterTerm current;

    WriterTerms(
            WriterEpoch first, WriterRegister register, Function<WriterEpoch, Outbox> outboxes, Runnable dropCaches) {
        this.register = register;
        this.outboxes = outboxes;
        this.dropCaches = dropCaches;
        register.open(first, Settling.limit());
        this.floor = aboveWhatWasSettled();
        this.current = begin(first);
    }

    /** At or below which the current epoch writes nothing. */
    HybridTime floor() {
        return floor;
    }

    /** To be asked once the writer is registered: from then on nobody takes more for settled than it announces. */
    private HybridTime aboveWhatWasSettled() {
        HybridTime settled = register.everSettled(Settling.furthestAhead());
        HybridTime limit = Settling.aboveAnyLimit();
        return settled.compareTo(limit) > 0 ? settled : limit;
    }

    WriterTerm current() {
        return current;
    }

    /**
     * Leaves the old numbering to whoever took it, forgets what this node believed, and begins another.
     *
     * @param refused told each time that the store takes no writes, while this goes on trying
     */
    void renew(Consumer<RefusedWriteException> refused) throws InterruptedException {
        WriterTerm old = current;
        LOG.warn("writer {} was taken over; this node goes on under another epoch", old.epoch());
        old.outbox().abandon();
        try {
            dropCaches.run();
        } catch (RuntimeException e) {
            // Caches that may be old must not be used: without a writer this node decides nothing any more.
            throw new IllegalStateException("the caches of this node couldn't be dropped", e);
        }
        WriterEpoch next = old.epoch().next();
        long pause = 20;
        while (true) {
            try {
                register.open(next, Settling.limit());
                floor = aboveWhatWasSettled();
                break;
            } catch (RuntimeException e) {
                RefusedWriteException.in(e)
                        .ifPresentOrElse(
                                refused, () -> LOG.warn("writer {} can't be registered yet: {}", next, e.toString()));
                if (givingUp.await(pause, TimeUnit.MILLISECONDS)) {
                    throw new InterruptedException("closed");
                }
                pause = Math.min(1_000, 2 * pause);
            }
        }
        current = begin(next);
    }

    private WriterTerm begin(WriterEpoch epoch) {
        Outbox outbox = outboxes.apply(epoch);
        outbox.start();
        return new WriterTerm(epoch, outbox);
    }

    void giveUp() {
        givingUp.countDown();
    }
}
