package dev.symbolon.infra.serialization;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/** An array, in its order. */
record ListShape(Shape element, boolean personal) implements Shape {

    static ListShape of(Shape element) {
        return new ListShape(element, element.personal());
    }

    @Override
    public void write(JsonGenerator out, Object value, SealingFields sealing, String path) {
        out.writeStartArray();
        int index = 0;
        for (Object item : (List<?>) value) {
            element.write(out, item, sealing, at(path, index++));
        }
        out.writeEndArray();
    }

    @Override
    public Object read(JsonNode node, Origin origin, String path) {
        if (!node.isArray()) {
            throw new UnreadableEventException("must be an array");
        }
        List<Object> items = new ArrayList<>(node.size());
        for (JsonNode item : node.values()) {
            items.add(element.read(item, origin, at(path, items.size())));
        }
        return List.copyOf(items);
    }

    private String at(String path, int index) {
        return personal ? path + "[" + index + "]" : path;
    }
}
