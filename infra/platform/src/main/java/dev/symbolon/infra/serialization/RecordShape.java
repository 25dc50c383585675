package dev.symbolon.infra.serialization;

import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.io.SerializedString;
import tools.jackson.databind.JsonNode;

/** A record: an object of its components, in their order. */
record RecordShape(Class<?> type, List<Field> fields, MethodHandle constructor, boolean personal) implements Shape {

    /**
     * One component.
     *
     * @param fromEnvelope whether it is the event's tenant, which the envelope holds for it
     */
    record Field(String name, SerializedString key, Shape shape, MethodHandle accessor, boolean fromEnvelope) {

        boolean optional() {
            return shape instanceof OptionalShape;
        }

        Object of(Object owner) {
            try {
                return (Object) accessor.invokeExact(owner);
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public void write(JsonGenerator out, Object value, SealingFields sealing, String path) {
        out.writeStartObject();
        writeFields(out, value, sealing, path);
        out.writeEndObject();
    }

    void writeFields(JsonGenerator out, Object value, SealingFields sealing, String path) {
        for (Field field : fields) {
            if (field.fromEnvelope()) {
                continue;
            }
            Object part = field.of(value);
            if (part instanceof Optional<?> optional && optional.isEmpty()) {
                continue;
            }
            out.writeName(field.key());
            field.shape().write(out, part, sealing, at(path, field));
        }
    }

    @Override
    public Object read(JsonNode node, Origin origin, String path) {
        if (!node.isObject()) {
            throw new UnreadableEventException("must be an object");
        }
        return read(node, 0, origin, path);
    }

    /** @param besides number of fields that the object has besides this record's */
    Object read(JsonNode node, int besides, Origin origin, String path) {
        Object[] parts = new Object[fields.size()];
        int met = besides;
        for (int i = 0; i < parts.length; i++) {
            Field field = fields.get(i);
            JsonNode part = field.fromEnvelope() ? null : node.get(field.name());
            if (part != null) {
                met++;
                parts[i] = read(field, part, origin, path);
            } else if (field.fromEnvelope()) {
                parts[i] = origin.tenant();
            } else if (field.optional()) {
                parts[i] = Optional.empty();
            } else {
                throw new UnreadableEventException(field.name() + " is missing");
            }
        }
        if (met != node.size()) {
            throw new UnreadableEventException("has unknown fields among " + node.propertyNames());
        }
        return Shapes.construct(constructor, parts);
    }

    private Object read(Field field, JsonNode part, Origin origin, String path) {
        try {
            return field.shape().read(part, origin, at(path, field));
        } catch (UnreadableEventException e) {
            throw e.in(field.name());
        }
    }

    private static String at(String path, Field field) {
        if (!field.shape().personal()) {
            return path;
        }
        return path.isEmpty() ? field.name() : path + "." + field.name();
    }
}
