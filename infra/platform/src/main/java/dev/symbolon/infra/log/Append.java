package dev.symbolon.infra.log;

import dev.symbolon.core.stream.HybridTime;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A commit on its way into the store, and the answer that its caller waits for. */
final class Append {
    private static final int OVERHEAD = 300;

    final NewCommit commit;

    /** The slots of its events and claims; the writer's comes with the counter. */
    final List<String> slots;

    final int bytes;
    final long enqueuedNanos = System.nanoTime();
    final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    int runs;

    Append(NewCommit commit, List<String> slots) {
        this.commit = commit;
        this.slots = slots;
        this.bytes = OVERHEAD
                + commit.events().stream().mapToInt(e -> e.bytes().length + 150).sum();
    }

    HybridTime clock() {
        return commit.clock();
    }

    /** What is known for certain. */
    sealed interface Outcome {
        record Stored(WriterEpoch writer, long counter) implements Outcome {}

        /** Others have these slots. */
        record Refused(Set<String> taken) implements Outcome {}

        /** It came with a clock that others take for past: it isn't stored and never will be. */
        record TooLate() implements Outcome {}

        /** It isn't stored and never will be: the writer was taken over. Told once the next epoch has begun. */
        record Superseded() implements Outcome {}

        record Failed(Throwable cause) implements Outcome {}
    }
}
