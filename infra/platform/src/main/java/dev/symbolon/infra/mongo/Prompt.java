package dev.symbolon.infra.mongo;

import com.mongodb.MongoOperationTimeoutException;
import com.mongodb.client.MongoCollection;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * For what somebody waits for: one operation of the store takes three seconds at most, the driver's own second try and the
 * wait for a connection included. A store that doesn't answer is met twice, then, within what a request may take; and a
 * commit whose answer got lost is settled before its caller has to be told that nobody knows.
 */
public final class Prompt {
    private static final long MILLIS = 3_000;

    /** No operation takes that long in a process that isn't suspended. */
    private static final long ASLEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(MILLIS + 1_000);

    public static <T> MongoCollection<T> of(MongoCollection<T> collection) {
        return collection.withTimeout(MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * One operation that only reads, and that once more if this process was suspended meanwhile: then its time was over when
     * it woke up, which says nothing of the store.
     */
    public static <T extends @Nullable Object> T awake(Supplier<T> read) {
        long start = System.nanoTime();
        try {
            return read.get();
        } catch (MongoOperationTimeoutException e) {
            if (System.nanoTime() - start < ASLEEP_NANOS) {
                throw e;
            }
            return read.get();
        }
    }

    private Prompt() {}
}
