package dev.symbolon.infra.serialization;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/** One of an enum's constants, by name: a constant that was ever stored is never renamed. */
record EnumShape(Class<?> type, Map<String, Object> constants) implements Shape {

    static EnumShape of(Class<?> type) {
        return new EnumShape(
                type,
                Stream.of(type.getEnumConstants())
                        .collect(Collectors.toUnmodifiableMap(constant -> ((Enum<?>) constant).name(), c -> c)));
    }

    @Override
    public void write(JsonGenerator out, Object value, SealingFields sealing, String path) {
        out.writeString(((Enum<?>) value).name());
    }

    @Override
    public Object read(JsonNode node, Origin origin, String path) {
        Object constant = constants.get(ScalarShape.text(node));
        if (constant == null) {
            throw new UnreadableEventException("must be one of " + constants.keySet());
        }
        return constant;
    }

    @Override
    public boolean personal() {
        return false;
    }
}
