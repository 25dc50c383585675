package dev.symbolon.infra.serialization;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** JSON Schemas of payloads; what several refer to is described once. */
final class PayloadSchemas {

    private static final String PLACE = "#/components/schemas/";

    private final SourceComments comments;
    private final Map<String, Map<String, Object>> shared = new TreeMap<>();

    PayloadSchemas(SourceComments comments) {
        this.comments = comments;
    }

    /** Everything that was referred to so far. */
    Map<String, Map<String, Object>> shared() {
        return shared;
    }

    Map<String, Object> of(RecordShape record) {
        return object(record, new LinkedHashMap<>());
    }

    static Map<String, Object> reference(String name) {
        return Map.of("$ref", PLACE + name);
    }

    private Map<String, Object> object(RecordShape record, Map<String, Object> properties) {
        Map<String, String> notes = comments.of(record.type()).components();
        List<String> required = new ArrayList<>(properties.keySet());
        for (RecordShape.Field field : record.fields()) {
            if (field.fromEnvelope()) {
                continue;
            }
            Map<String, Object> schema = new LinkedHashMap<>(schema(field.shape()));
            if (notes.containsKey(field.name()) && !schema.containsKey("$ref")) {
                schema.put("description", notes.get(field.name()));
            }
            properties.put(field.name(), schema);
            if (!field.optional()) {
                required.add(field.name());
            }
        }
        Map<String, Object> schema = described(record.type());
        schema.put("type", "object");
        if (!required.isEmpty()) {
            schema.put("required", required);
            schema.put("properties", properties);
        }
        return schema;
    }

    private Map<String, Object> schema(Shape shape) {
        return switch (shape) {
            case ScalarShape scalar ->
                switch (scalar) {
                    case TEXT -> Map.of("type", "string");
                    case FLAG -> Map.of("type", "boolean");
                    case COUNT -> ordered("type", "integer", "format", "int32");
                    case LONG_COUNT -> ordered("type", "integer", "format", "int64");
                    case INSTANT -> ordered("type", "string", "format", "date-time");
                    case DURATION -> ordered("type", "string", "format", "duration");
                };
            case TextShape _ -> Map.of("type", "string");
            case PersonalShape _ -> reference(personal());
            case OptionalShape optional -> schema(optional.content());
            case ListShape list -> ordered("type", "array", "items", schema(list.element()));
            case SetShape set -> {
                Map<String, Object> schema = ordered("type", "array", "items", schema(set.element()));
                schema.put("uniqueItems", true);
                yield schema;
            }
            case RecordShape record -> reference(share(record.type(), () -> of(record)));
            case UnionShape union -> reference(share(union.type(), () -> union(union)));
            case EnumShape constants -> reference(share(constants.type(), () -> constants(constants)));
        };
    }

    private Map<String, Object> union(UnionShape union) {
        List<Object> members = new ArrayList<>();
        union.byKind().forEach((kind, member) -> {
            Map<String, Object> properties = new LinkedHashMap<>();
            properties.put(UnionShape.KIND, ordered("type", "string", "const", kind));
            members.add(object(member, properties));
        });
        Map<String, Object> schema = described(union.type());
        schema.put("oneOf", members);
        return schema;
    }

    private Map<String, Object> constants(EnumShape constants) {
        Map<String, Object> schema = described(constants.type());
        schema.put("type", "string");
        schema.put("enum", List.copyOf(new TreeSet<>(constants.constants().keySet())));
        return schema;
    }

    private String personal() {
        shared.computeIfAbsent("Personal", _ -> {
            Map<String, Object> schema = ordered(
                    "description",
                    "Personal data, sealed by AES-256-GCM under its subject's key, or the tenant's key of the day where there is no subject. Unreadable outside the platform, and everywhere once the subject is erased.",
                    "type",
                    "string");
            schema.put("pattern", "^p1\\.(subject|day)/[a-z0-9~-]+\\.[A-Za-z0-9_-]+$");
            return schema;
        });
        return "Personal";
    }

    private String share(Class<?> type, java.util.function.Supplier<Map<String, Object>> schema) {
        String name = SchemaNames.of(type);
        if (!shared.containsKey(name)) {
            shared.put(name, schema.get());
        }
        return name;
    }

    private Map<String, Object> described(Class<?> type) {
        Map<String, Object> schema = new LinkedHashMap<>();
        String text = comments.of(type).text();
        if (!text.isEmpty()) {
            schema.put("description", text);
        }
        return schema;
    }

    static Map<String, Object> ordered(String key, Object value, String key2, Object value2) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(key, value);
        map.put(key2, value2);
        return map;
    }
}
