package dev.symbolon.infra.serialization;

import dev.symbolon.core.identifier.WrittenAsText;
import java.lang.invoke.MethodHandle;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/** An identifier or a registered name: its plain text. */
record TextShape(Class<?> type, MethodHandle constructor) implements Shape {

    @Override
    public void write(JsonGenerator out, Object value, SealingFields sealing, String path) {
        out.writeString(((WrittenAsText) value).value());
    }

    @Override
    public Object read(JsonNode node, Origin origin, String path) {
        return Shapes.construct(constructor, ScalarShape.text(node));
    }

    @Override
    public boolean personal() {
        return false;
    }
}
