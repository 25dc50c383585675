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

    /** The newest beat that this process has read back from the stream; nothing where nobody reads. */
    default Heard heard() {
        return Heard.NOTHING;
    }

    /**
     * A beat of any writer as it was read.
     *
     * @param order counts the beats that this process read
     * @param beat  {@code <writer>/<epoch>#<sequence>}; empty before the first
     */
    record Heard(long order, String beat) {
        public static final Heard NOTHING = new Heard(0, "");
    }

    @Override
    void close();

    /**
     * What a writer says of itself every 50 ms.
     *
     * @param relayed  highest counter published without a gap
     * @param stable   the writer will write nothing more at or below this clock
     * @param sequence of this writer's beats
     * @param since    a beat that the writer had read back: every control event of its that the store had before then is
     *                 in the stream, in front of this beat
     * @param closed   the writer has written and relayed its last; nobody needs to hear it any more
     */
    record WriterBeat(
            WriterEpoch writer, long relayed, HybridTime stable, long sequence, String since, boolean closed) {
        /** How other beats name this one. */
        public String name() {
            return writer + "#" + sequence;
        }
    }
}
