package dev.symbolon.infra.log;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A stream that keeps what it is given, and is away while told so. */
public final class RecordingPublisher implements CommitPublisher {
    public final List<StoredCommit> published = new CopyOnWriteArrayList<>();
    public volatile boolean away;

    /** Keeps its answers until told otherwise. */
    public volatile boolean holdBack;

    private final List<Consumer<@Nullable Throwable>> unanswered = new CopyOnWriteArrayList<>();

    @Override
    public void publish(StoredCommit commit, Consumer<@Nullable Throwable> done) {
        if (away) {
            done.accept(new IllegalStateException("the stream is away"));
        } else {
            published.add(commit);
            if (holdBack) {
                unanswered.add(done);
            } else {
                done.accept(null);
            }
        }
    }

    public void answerAll() {
        holdBack = false;
        unanswered.forEach(done -> done.accept(null));
        unanswered.clear();
    }

    @Override
    public void close() {}
}
