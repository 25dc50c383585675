package dev.symbolon.infra.stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A writer's beat as the control topic has it. */
record WriterBeatRecord(String writer, long sequence, boolean closed) {
    private static final JsonMapper JSON = new JsonMapper();

    static WriterBeatRecord read(byte[] value) {
        JsonNode node = JSON.readTree(value);
        JsonNode writer = node.get("writer");
        JsonNode epoch = node.get("epoch");
        JsonNode sequence = node.get("sequence");
        if (writer == null || epoch == null || sequence == null) {
            throw new IllegalArgumentException("a beat names writer, epoch and sequence");
        }
        JsonNode closed = node.get("closed");
        return new WriterBeatRecord(
                writer.asString() + "/" + epoch.asLong(), sequence.asLong(), closed != null && closed.asBoolean());
    }
}
