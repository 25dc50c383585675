package dev.symbolon.infra.stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A writer's beat as the control topic has it.
 *
 * @param writer {@code <writer>/<epoch>}
 * @param since  the name of the beat that it claims to be beyond; empty when it claims nothing
 */
record WriterBeatRecord(String writer, long sequence, String since, boolean closed) {
    private static final JsonMapper JSON = new JsonMapper();

    static WriterBeatRecord read(byte[] value) {
        JsonNode node = JSON.readTree(value);
        JsonNode writer = node.get("writer");
        JsonNode epoch = node.get("epoch");
        JsonNode sequence = node.get("sequence");
        if (writer == null || epoch == null || sequence == null) {
            throw new IllegalArgumentException("a beat names writer, epoch and sequence");
        }
        JsonNode since = node.get("since");
        JsonNode closed = node.get("closed");
        return new WriterBeatRecord(
                writer.asString() + "/" + epoch.asLong(),
                sequence.asLong(),
                since == null ? "" : since.asString(),
                closed != null && closed.asBoolean());
    }

    /** How other beats name this one. */
    String name() {
        return writer + "#" + sequence;
    }
}
