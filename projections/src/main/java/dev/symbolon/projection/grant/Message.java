package dev.symbolon.projection.grant;

import dev.symbolon.core.event.Envelope;
import java.time.Instant;

/**
 * One thing that one party said to another in a flow; to itself, what it did.
 *
 * @param event id of the event that tells it
 */
public record Message(Instant time, String event, Party from, Party to, String text, Mark mark) {

    /** What is special about a message, for people who look for trouble. */
    public enum Mark {
        /** Nothing is. */
        NONE("", "step"),
        /** Not recorded as such: what became possible. */
        POSSIBLE("", "possible"),
        /** It was refused. */
        FAILED("✗ ", "refused"),
        /** Something that counts once came again. */
        REPLAYED("↻ ", "replayed"),
        /** Access was taken away. */
        REVOKED("⊘ ", "revoked");

        private final String sign;
        private final String word;

        Mark(String sign, String word) {
            this.sign = sign;
            this.word = word;
        }

        /** What stands before the text, so that colour alone never says it. */
        String sign() {
            return sign;
        }

        String word() {
            return word;
        }

        boolean bad() {
            return this == FAILED || this == REPLAYED || this == REVOKED;
        }
    }

    static Message of(Envelope envelope, Party from, Party to, String text, Mark mark) {
        return new Message(envelope.clock().instant(), envelope.id().value(), from, to, text, mark);
    }

    /** The text as people see it, its sign before it. */
    String label() {
        return mark.sign() + text;
    }
}
