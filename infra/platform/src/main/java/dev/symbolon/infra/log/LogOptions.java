package dev.symbolon.infra.log;

import dev.symbolon.core.identifier.Randomness;
import java.security.SecureRandom;
import java.time.Duration;

/**
 * What a log is opened with.
 *
 * @param node        part of the writer's name
 * @param lease       how long a heartbeat may stand still before the writer is taken over
 * @param publisher   where commits go once they are durable
 * @param onTakenOver drops everything this node believes: others may have decided in its absence
 */
public record LogOptions(String node, Duration lease, CommitPublisher publisher, Runnable onTakenOver) {
    private static final SecureRandom RANDOM = new SecureRandom();

    public LogOptions {
        if (!node.matches("[A-Za-z][A-Za-z0-9-]{0,62}")) {
            throw new IllegalArgumentException("a node's name is a letter, then letters, digits and hyphens");
        }
    }

    /** A name that no writer had before: node and chance. */
    String newWriter() {
        Randomness randomness = length -> {
            byte[] bytes = new byte[length];
            RANDOM.nextBytes(bytes);
            return bytes;
        };
        return node + "-" + randomness.identifier().substring(0, 16);
    }
}
