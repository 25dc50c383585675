package dev.symbolon.core.event;

import dev.symbolon.core.stream.StreamId;

/** A stream that a decision read, and how far it knew it: −1 for a stream without events. Answers "why" later. */
public record Basis(StreamId stream, long sequence) {}
