package dev.symbolon.infra.stream;

import dev.symbolon.infra.log.CommitPublisher;
import dev.symbolon.infra.log.StoredCommit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Notes when this process sent each of its own beats, and which beat of anybody it read last. One of its own that comes
 * back by the control topic proves that everything which was in the topic before that moment has been read; one that
 * somebody else names proves when, at the earliest, that other one spoke.
 */
public final class OwnBeats implements CommitPublisher {
    private static final int REMEMBERED = 256;

    private final CommitPublisher stream;
    private final LongSupplier nanos;
    private volatile Heard heard = Heard.NOTHING;
    private final Map<String, Long> sent = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > REMEMBERED;
        }
    };

    public OwnBeats(CommitPublisher stream, LongSupplier nanos) {
        this.stream = stream;
        this.nanos = nanos;
    }

    @Override
    public void publish(StoredCommit commit, Consumer<@Nullable Throwable> done) {
        stream.publish(commit, done);
    }

    @Override
    public void beat(WriterBeat beat) {
        synchronized (sent) {
            sent.put(beat.name(), nanos.getAsLong());
        }
        stream.beat(beat);
    }

    @Override
    public Heard heard() {
        return heard;
    }

    /** That beat was read just now, by the one thread that reads. */
    void heard(String beat) {
        heard = new Heard(heard.order() + 1, beat);
    }

    /** When that beat was sent, by this process's monotonic clock; empty for another's. */
    OptionalLong sentAt(String beat) {
        synchronized (sent) {
            Long at = sent.get(beat);
            return at == null ? OptionalLong.empty() : OptionalLong.of(at);
        }
    }

    @Override
    public void close() {
        stream.close();
    }
}
