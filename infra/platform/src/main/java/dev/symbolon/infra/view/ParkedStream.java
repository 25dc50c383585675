package dev.symbolon.infra.view;

import dev.symbolon.core.stream.StreamId;
import java.time.Instant;

/**
 * A stream that one view has stopped following: at an event that can't be read, or at which the projection fails each
 * time. The view goes on with every other stream.
 */
public record ParkedStream(String view, StreamId stream, long sequence, String reason, Instant since) {}
