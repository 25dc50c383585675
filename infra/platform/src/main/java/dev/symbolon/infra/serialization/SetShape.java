package dev.symbolon.infra.serialization;

import dev.symbolon.core.identifier.WrittenAsText;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/** An array in alphabetical order, so that equal sets have equal bytes; of plain names only. */
record SetShape(Shape element) implements Shape {

    SetShape {
        if (element != ScalarShape.TEXT && !(element instanceof EnumShape) && !(element instanceof TextShape)) {
            throw new IllegalStateException("a set in an event holds strings, identifiers or enum constants");
        }
    }

    @Override
    public void write(JsonGenerator out, Object value, SealingFields sealing, String path) {
        out.writeStartArray();
        ((Set<?>) value).stream().map(SetShape::name).sorted().forEach(out::writeString);
        out.writeEndArray();
    }

    @Override
    public Object read(JsonNode node, Origin origin, String path) {
        if (!node.isArray()) {
            throw new UnreadableEventException("must be an array");
        }
        Set<Object> items = HashSet.newHashSet(node.size());
        for (JsonNode item : node.values()) {
            if (!items.add(element.read(item, origin, path))) {
                throw new UnreadableEventException("must name each once");
            }
        }
        return Set.copyOf(items);
    }

    @Override
    public boolean personal() {
        return false;
    }

    private static String name(Object item) {
        return switch (item) {
            case Enum<?> constant -> constant.name();
            case WrittenAsText id -> id.value();
            default -> (String) item;
        };
    }
}
