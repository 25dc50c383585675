package dev.symbolon.infra.decision;

import dev.symbolon.core.event.RecordedEvent;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.infra.log.CommitLog;
import dev.symbolon.infra.serialization.EventCodec;
import dev.symbolon.ports.log.EventLog;
import java.util.List;

/** The log's own events, read as they were stored. */
final class LoggedEvents implements EventLog {
    private final CommitLog log;
    private final EventCodec codec;

    LoggedEvents(CommitLog log, EventCodec codec) {
        this.log = log;
        this.codec = codec;
    }

    @Override
    public List<RecordedEvent> stream(StreamId stream, long fromSequence, int limit) {
        return log.stream(stream, fromSequence, limit).stream()
                .map(logged -> codec.decode(
                        logged.event().bytes(), logged.event().sha256(), logged.commitId(), logged.position()))
                .toList();
    }
}
