package dev.symbolon.infra.serialization;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/** Values without parts. */
enum ScalarShape implements Shape {
    TEXT {
        @Override
        void write(JsonGenerator out, Object value) {
            out.writeString((String) value);
        }

        @Override
        Object read(JsonNode node) {
            return text(node);
        }
    },
    FLAG {
        @Override
        void write(JsonGenerator out, Object value) {
            out.writeBoolean((Boolean) value);
        }

        @Override
        Object read(JsonNode node) {
            if (!node.isBoolean()) {
                throw new UnreadableEventException("must be true or false");
            }
            return node.booleanValue();
        }
    },
    /** 32 bits. */
    COUNT {
        @Override
        void write(JsonGenerator out, Object value) {
            out.writeNumber((int) value);
        }

        @Override
        Object read(JsonNode node) {
            if (!node.isIntegralNumber() || !node.canConvertToInt()) {
                throw new UnreadableEventException("must be an integer of 32 bits");
            }
            return node.intValue();
        }
    },
    /** 64 bits. */
    LONG_COUNT {
        @Override
        void write(JsonGenerator out, Object value) {
            out.writeNumber((long) value);
        }

        @Override
        Object read(JsonNode node) {
            if (!node.isIntegralNumber() || !node.canConvertToLong()) {
                throw new UnreadableEventException("must be an integer of 64 bits");
            }
            return node.longValue();
        }
    },
    /**
     * ISO 8601 in UTC, with three, six or nine digits of a second, as many as the value has. Nothing is rounded: a state
     * made of events as they were applied must equal the one made of events as they were read.
     */
    INSTANT {
        @Override
        void write(JsonGenerator out, Object value) {
            Instant instant = (Instant) value;
            String text = instant.toString();
            out.writeString(instant.getNano() == 0 ? text.substring(0, text.length() - 1) + ".000Z" : text);
        }

        @Override
        Object read(JsonNode node) {
            try {
                return Instant.parse(text(node));
            } catch (DateTimeException e) {
                throw new UnreadableEventException("must be an ISO 8601 instant", e);
            }
        }
    },
    DURATION {
        @Override
        void write(JsonGenerator out, Object value) {
            out.writeString(value.toString());
        }

        @Override
        Object read(JsonNode node) {
            try {
                return Duration.parse(text(node));
            } catch (DateTimeException e) {
                throw new UnreadableEventException("must be an ISO 8601 duration", e);
            }
        }
    };

    abstract void write(JsonGenerator out, Object value);

    abstract Object read(JsonNode node);

    @Override
    public void write(JsonGenerator out, Object value, SealingFields sealing, String path) {
        write(out, value);
    }

    @Override
    public Object read(JsonNode node, Origin origin, String path) {
        return read(node);
    }

    @Override
    public boolean personal() {
        return false;
    }

    static String text(JsonNode node) {
        if (!node.isString()) {
            throw new UnreadableEventException("must be a string");
        }
        return node.stringValue();
    }
}
