package dev.symbolon.projection.http;

import dev.symbolon.admission.access.PlatformApi;
import dev.symbolon.core.role.AdminPermission;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The OpenAPI 3.1 document of a list of operations: made from what routes them, and from the records that they answer with. */
public final class OpenApi {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Pattern VARIABLE = Pattern.compile("\\{([a-z]+)}");

    private final TreeMap<String, ObjectNode> schemas = new TreeMap<>();

    public static ObjectNode of(List<Operation> operations) {
        return new OpenApi().document(operations);
    }

    /** RFC 9457. */
    private record Problem(String type, String title, int status, String detail, String code) {}

    private ObjectNode document(List<Operation> operations) {
        ObjectNode document = JSON.objectNode();
        document.put("openapi", "3.1.0");
        document.putObject("info")
                .put("title", "Symbolon audit API")
                .put("version", "1")
                .put(
                        "description",
                        "Who had access to what, when, why, and who let them: now and at any moment in the past. An answer"
                                + " includes the write whose position it is asked with (position, or Symbolon-Position)."
                                + " Nodes write at the same time: an entry may come late and stand before some that have"
                                + " been read, where a cursor past them leaves it out. None does up to stable, which a"
                                + " search names beside its rows and an export in Symbolon-Stable-Time; what is later is"
                                + " provisional: read it again from there. Stable is the log's; entries are found a"
                                + " moment after they are in it, which the lag of the view tells."
                                + " Reading is itself recorded.");
        ObjectNode paths = document.putObject("paths");
        for (Operation operation : operations) {
            paths.withObjectProperty(Operation.BASE + operation.path())
                    .set(operation.method().name().toLowerCase(Locale.ROOT), described(operation));
        }
        ObjectNode components = document.putObject("components");
        schema(Problem.class, Map.of());
        schemas.forEach(components.withObjectProperty("schemas")::set);
        components
                .withObjectProperty("securitySchemes")
                .putObject("auditor")
                .put("type", "http")
                .put("scheme", "bearer")
                .put(
                        "description",
                        "An access token for " + PlatformApi.AUDIT.audience() + " with the scope "
                                + AdminPermission.AUDIT_READ.scope()
                                + "; one with " + AdminPermission.AUDIT_PERSONAL.scope()
                                + " shows personal data, and one with " + AdminPermission.AUDIT_OPERATE.scope()
                                + " may do what takes the right to operate");
        return document;
    }

    private ObjectNode described(Operation operation) {
        ObjectNode node = JSON.objectNode();
        node.put("operationId", operation.id());
        node.put("summary", operation.summary());
        operation.right().ifPresent(right -> node.put("description", "Takes the right to " + name(right) + "."));
        node.putArray("tags").add(operation.id().substring(0, operation.id().indexOf('.')));
        node.putArray("security").addObject().putArray("auditor");
        node.set("parameters", parameters(operation));
        operation
                .body()
                .ifPresent(body -> node.putObject("requestBody")
                        .put("required", true)
                        .putObject("content")
                        .putObject(Operation.JSON)
                        .set("schema", schema(body, Map.of())));
        ObjectNode responses = node.putObject("responses");
        ObjectNode answer = responses.putObject("200").put("description", "What there is");
        operation
                .headers()
                .forEach((name, description) -> answer.withObjectProperty("headers")
                        .putObject(name)
                        .put("description", description)
                        .putObject("schema")
                        .put("type", "string"));
        ObjectNode content = answer.putObject("content");
        operation.answers().forEach((media, type) -> content.putObject(media).set("schema", type(type, Map.of())));
        responses
                .putObject("default")
                .put("description", "A problem (RFC 9457)")
                .putObject("content")
                .putObject("application/problem+json")
                .set("schema", schema(Problem.class, Map.of()));
        return node;
    }

    private static ArrayNode parameters(Operation operation) {
        ArrayNode parameters = JSON.arrayNode();
        Matcher variables = VARIABLE.matcher(operation.path());
        while (variables.find()) {
            parameter(parameters, variables.group(1), "path", "Id or name", List.of())
                    .put("required", true);
        }
        operation.parameters().forEach(known -> {
            ObjectNode parameter = parameter(parameters, known.name(), "query", known.description(), known.among());
            if (known.required()) {
                parameter.put("required", true);
            }
        });
        if (operation.ofTenant() && operation.method().equals(HttpMethod.GET)) {
            parameter(parameters, "position", "query", "What the answer must have seen", List.of());
        }
        return parameters;
    }

    private static ObjectNode parameter(ArrayNode to, String name, String in, String description, List<String> among) {
        ObjectNode parameter = to.addObject().put("name", name).put("in", in).put("description", description);
        ObjectNode schema = parameter.putObject("schema").put("type", "string");
        if (!among.isEmpty()) {
            ArrayNode values = schema.putArray("enum");
            among.forEach(values::add);
        }
        return parameter;
    }

    /** @param bound what a generic record's variables stand for */
    private ObjectNode type(Type type, Map<String, Type> bound) {
        if (type instanceof TypeVariable<?> variable) {
            return type(bound.getOrDefault(variable.getName(), Object.class), bound);
        }
        if (type instanceof ParameterizedType generic) {
            Class<?> raw = (Class<?>) generic.getRawType();
            Type[] arguments = generic.getActualTypeArguments();
            if (raw == Optional.class) {
                return type(arguments[0], bound);
            }
            if (Collection.class.isAssignableFrom(raw)) {
                ObjectNode array = JSON.objectNode().put("type", "array");
                array.set("items", type(arguments[0], bound));
                return array;
            }
            if (Map.class.isAssignableFrom(raw)) {
                ObjectNode map = JSON.objectNode().put("type", "object");
                map.set("additionalProperties", type(arguments[1], bound));
                return map;
            }
            TreeMap<String, Type> inner = new TreeMap<>();
            for (int i = 0; i < arguments.length; i++) {
                inner.put(raw.getTypeParameters()[i].getName(), arguments[i]);
            }
            return schema(raw, inner);
        }
        return plain((Class<?>) type);
    }

    private ObjectNode plain(Class<?> type) {
        if (type == String.class) {
            return JSON.objectNode().put("type", "string");
        }
        if (type == Instant.class) {
            return JSON.objectNode().put("type", "string").put("format", "date-time");
        }
        if (type == boolean.class || type == Boolean.class) {
            return JSON.objectNode().put("type", "boolean");
        }
        if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return JSON.objectNode().put("type", "integer");
        }
        if (type.isEnum()) {
            ObjectNode text = JSON.objectNode().put("type", "string");
            ArrayNode values = text.putArray("enum");
            Arrays.stream(type.getEnumConstants()).forEach(constant -> values.add(constant.toString()));
            return text;
        }
        // Whatever a state holds: its fields are those of its kind.
        return type.isRecord() ? schema(type, Map.of()) : JSON.objectNode();
    }

    private ObjectNode schema(Class<?> type, Map<String, Type> bound) {
        StringBuilder name = new StringBuilder(type.getSimpleName());
        bound.values().forEach(of -> name.append("Of").append(((Class<?>) of).getSimpleName()));
        Class<?> outer = type.getEnclosingClass();
        if (outer != null && outer != OpenApi.class) {
            name.insert(0, outer.getSimpleName().replace("Endpoint", ""));
        }
        if (!schemas.containsKey(name.toString())) {
            ObjectNode schema = JSON.objectNode().put("type", "object");
            schemas.put(name.toString(), schema);
            ObjectNode properties = schema.putObject("properties");
            ArrayNode required = JSON.arrayNode();
            for (RecordComponent component : type.getRecordComponents()) {
                properties.set(component.getName(), type(component.getGenericType(), bound));
                if (component.getType() != Optional.class) {
                    required.add(component.getName());
                }
            }
            schema.set("required", required);
        }
        return JSON.objectNode().put("$ref", "#/components/schemas/" + name);
    }

    private static String name(Enum<?> right) {
        return right.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
