package dev.symbolon.infra.serialization;

import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/** One of several records: an object that says in {@code kind} which. */
record UnionShape(Class<?> type, Map<String, RecordShape> byKind, Map<Class<?>, String> kinds, boolean personal)
        implements Shape {

    static final String KIND = "kind";

    @Override
    public void write(JsonGenerator out, Object value, SealingFields sealing, String path) {
        String kind = kinds.get(value.getClass());
        RecordShape shape = kind == null ? null : byKind.get(kind);
        if (shape == null) {
            throw new IllegalStateException(value.getClass() + " has no kind");
        }
        out.writeStartObject();
        out.writeStringProperty(KIND, kind);
        shape.writeFields(out, value, sealing, path);
        out.writeEndObject();
    }

    @Override
    public Object read(JsonNode node, Origin origin, String path) {
        JsonNode kind = node.isObject() ? node.get(KIND) : null;
        RecordShape shape = kind == null ? null : byKind.get(ScalarShape.text(kind));
        if (shape == null) {
            throw new UnreadableEventException("must be of a kind out of " + byKind.keySet());
        }
        return shape.read(node, 1, origin, path);
    }
}
