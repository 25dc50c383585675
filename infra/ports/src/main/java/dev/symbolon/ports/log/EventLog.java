package dev.symbolon.ports.log;

import dev.symbolon.core.event.RecordedEvent;
import dev.symbolon.core.stream.StreamId;
import java.util.List;

/** The log itself, for those who prove what it says. */
public interface EventLog {
    /** At most {@code limit} events of a stream from that sequence on, in order, each with its stored bytes and digest. */
    List<RecordedEvent> stream(StreamId stream, long fromSequence, int limit);
}
