package dev.symbolon.infra.view;

import dev.symbolon.core.stream.StreamId;

/** An event of the log can't be read: its stream stops until somebody has looked, because skipping one is losing data. */
public final class UnreadableStreamException extends RuntimeException {
    private final transient StreamId stream;
    private final long sequence;

    public UnreadableStreamException(StreamId stream, long sequence, Throwable cause) {
        super("unreadable event " + stream + "#" + sequence, cause);
        this.stream = stream;
        this.sequence = sequence;
    }

    public StreamId stream() {
        return stream;
    }

    public long sequence() {
        return sequence;
    }
}
