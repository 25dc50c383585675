package dev.symbolon.infra.log;

import dev.symbolon.core.stream.HybridTime;
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

    /** Tells the readers of the control topic that this writer is alive, and how far it is. May be lost. */
    void beat(WriterBeat beat);

    @Override
    void close();

    /**
     * What a writer says of itself every 100 ms, and while it has relayed every control event that it acknowledged:
     * silence means that readers must ask the store.
     *
     * @param relayed  highest counter published without a gap
     * @param stable   the writer will write nothing more at or below this clock
     * @param sequence of this writer's beats
     * @param closed   the writer has written and relayed its last; nobody needs to hear it any more
     */
    record WriterBeat(WriterEpoch writer, long relayed, HybridTime stable, long sequence, boolean closed) {}
}
