package dev.symbolon.infra.serialization;

import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/** A field that is left out when empty: its record does the leaving out. */
record OptionalShape(Shape content, boolean personal) implements Shape {

    static OptionalShape of(Shape content) {
        return new OptionalShape(content, content.personal());
    }

    @Override
    public void write(JsonGenerator out, Object value, SealingFields sealing, String path) {
        content.write(out, ((Optional<?>) value).orElseThrow(), sealing, path);
    }

    @Override
    public Object read(JsonNode node, Origin origin, String path) {
        return Optional.of(content.read(node, origin, path));
    }
}
