package dev.symbolon.ports.decision;

import dev.symbolon.core.stream.Position;
import java.util.Optional;

/** @param position where it was written; empty when the outcome wrote nothing */
public record Committed<R>(R outcome, Optional<Position> position) {}
