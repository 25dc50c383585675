package dev.symbolon.infra.log;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where commits go once they are durable: the stream that everybody else reads. */
public interface CommitPublisher extends AutoCloseable {

    /**
     * Sends a commit without waiting for the answer. Called in the order of counters, and again with the very same
     * commit after a failure.
     *
     * @param done told once, from any thread: null when the stream has all of it
     */
    void publish(StoredCommit commit, Consumer<@Nullable Throwable> done);

    @Override
    void close();
}
