package dev.symbolon.admin.http;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The OpenAPI 3.1 document of a list of operations: made from what routes and checks them. */
public final class OpenApi {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final Pattern VARIABLE = Pattern.compile("\\{([a-z]+)}");

    private final TreeMap<String, ObjectNode> schemas = new TreeMap<>();

    public static ObjectNode of(List<Operation> operations) {
        return new OpenApi().document(operations);
    }

    private ObjectNode document(List<Operation> operations) {
        ObjectNode document = JSON.objectNode();
        document.put("openapi", "3.1.0");
        document.putObject("info")
                .put("title", "Symbolon admin API")
                .put("version", "1")
                .put(
                        "description",
                        "Onboard tenants and run them. Every answer to a write names its position in the log "
                                + "(Symbolon-Position); a list that is sent it back has that write.");
        ObjectNode paths = document.putObject("paths");
        for (Operation operation : operations) {
            String path = Operation.BASE + operation.path();
            ObjectNode at = paths.get(path) instanceof ObjectNode known ? known : paths.putObject(path);
            at.set(operation.method().name().toLowerCase(Locale.ROOT), described(operation));
        }
        ObjectNode components = document.putObject("components");
        schema(ProblemShape.class);
        schemas.forEach(components.withObjectProperty("schemas")::set);
        ObjectNode scopes = JSON.objectNode();
        AdminScopes.permissions(true).forEach(permission -> scopes.put(permission.scope(), permission.consentText()));
        ObjectNode oauth = components.withObjectProperty("securitySchemes").putObject("oauth");
        oauth.put("type", "oauth2");
        oauth.put(
                "description",
                "Access tokens of the resource " + AdminScopes.AUDIENCE + " of tenant system, or of the tenant itself");
        ObjectNode flow = oauth.putObject("flows").putObject("clientCredentials");
        flow.put("tokenUrl", "/t/system/token");
        flow.set("scopes", scopes);
        return document;
    }

    /** RFC 9457. */
    record ProblemShape(
            @Field("Stable URI of the kind of problem") String type,
            @Field("The status in words") String title,
            @Field("The status") int status,
            @Field("What is wrong") String detail,
            @Field("The type's last part") String code,
            @Field("The field at fault (RFC 6901)") Optional<String> pointer) {}

    private ObjectNode described(Operation operation) {
        ObjectNode node = JSON.objectNode();
        node.put("operationId", operation.id());
        node.put("summary", operation.summary());
        node.putArray("tags").add(operation.subject());
        ArrayNode security = node.putArray("security");
        security.addObject().putArray("oauth").add(operation.permission().scope());
        if (operation.oneself()) {
            node.put("description", "The person whom it is about may ask it with any token for this API.");
            security.addObject().putArray("oauth");
        }
        node.set("parameters", parameters(operation));
        operation.body().ifPresent(body -> {
            String type = operation.merges() ? "application/merge-patch+json" : "application/json";
            ObjectNode content =
                    node.putObject("requestBody").put("required", true).putObject("content");
            ObjectNode media = content.putObject(type);
            media.set("schema", operation.merges() ? patch(body) : schema(body));
            media.set("example", operation.merges() ? change(body) : example(body));
        });
        ObjectNode responses = node.putObject("responses");
        ObjectNode good = responses.putObject("" + operation.status());
        good.put("description", operation.status() == 204 ? "Done" : "What there is now");
        operation.answer().ifPresent(answer -> {
            ObjectNode media = good.putObject("content").putObject("application/json");
            media.set("schema", operation.page() ? page(answer) : schema(answer));
            media.set("example", operation.page() ? examplePage(answer) : example(answer));
        });
        if (operation.writes()) {
            header(good, Router.POSITION, "Where it was written");
        }
        if (!operation.page() && operation.status() != 204) {
            header(good, "ETag", "Its version");
        }
        ObjectNode problem = responses.putObject("default");
        problem.put("description", "A problem (RFC 9457)");
        problem.putObject("content").putObject("application/problem+json").set("schema", schema(ProblemShape.class));
        return node;
    }

    private static void header(ObjectNode response, String name, String description) {
        response.withObjectProperty("headers")
                .putObject(name)
                .put("description", description)
                .putObject("schema")
                .put("type", "string");
    }

    private static ArrayNode parameters(Operation operation) {
        ArrayNode parameters = JSON.arrayNode();
        Matcher variables = VARIABLE.matcher(operation.path());
        while (variables.find()) {
            parameter(parameters, variables.group(1), "path", "Id").put("required", true);
        }
        if (operation.page()) {
            parameter(parameters, "limit", "query", "Items of a page, 1 to 200");
            parameter(parameters, "after", "query", "The page before's next");
            parameter(parameters, "sort", "query", "created, -created, changed or -changed");
            parameter(parameters, Router.POSITION, "header", "What the list must have seen");
            parameter(parameters, "position", "query", "The same, for who can set no header");
        }
        operation.filters().forEach(filter -> parameter(parameters, filter.name(), "query", filter.description()));
        if (operation.idempotent()) {
            parameter(
                    parameters,
                    "Idempotency-Key",
                    "header",
                    "16 to 128 characters: the same answer to the same request");
        }
        if (operation.writes()) {
            parameter(parameters, "If-Match", "header", "The version that the caller saw");
        }
        return parameters;
    }

    private static ObjectNode parameter(ArrayNode to, String name, String in, String description) {
        ObjectNode parameter = to.addObject().put("name", name).put("in", in).put("description", description);
        parameter.putObject("schema").put("type", "string");
        return parameter;
    }

    private ObjectNode page(Class<? extends Record> item) {
        ObjectNode page = JSON.objectNode().put("type", "object");
        ObjectNode properties = page.putObject("properties");
        ObjectNode items = properties.putObject("items").put("type", "array");
        items.set("items", schema(item));
        properties.putObject("next").put("type", "string").put("description", "Leads to the following page, as after");
        return page;
    }

    /** RFC 7396: what isn't named stays as it is, so that nothing has to be. */
    private ObjectNode patch(Class<?> type) {
        String whole = name(type);
        schema(type);
        ObjectNode patch = Objects.requireNonNull(schemas.get(whole)).deepCopy();
        patch.remove("required");
        patch.put("description", "What is to change; null takes away what can be absent");
        schemas.put(whole + "Patch", patch);
        return JSON.objectNode().put("$ref", "#/components/schemas/" + whole + "Patch");
    }

    private static String name(Class<?> type) {
        return type.getEnclosingClass() == null
                ? type.getSimpleName()
                : type.getEnclosingClass().getSimpleName().replaceAll("Endpoint|Bodies|OpenApi|Settings", "")
                        + type.getSimpleName();
    }

    private ObjectNode schema(Class<?> type) {
        String name = name(type);
        if (!schemas.containsKey(name)) {
            ObjectNode schema = JSON.objectNode().put("type", "object");
            schemas.put(name, schema);
            ObjectNode properties = schema.putObject("properties");
            ArrayNode required = JSON.arrayNode();
            members(type, properties, required);
            if (!required.isEmpty()) {
                schema.set("required", required);
            }
            schema.put("additionalProperties", false);
        }
        return JSON.objectNode().put("$ref", "#/components/schemas/" + name);
    }

    private void members(Class<?> type, ObjectNode properties, ArrayNode required) {
        for (RecordComponent component : type.getRecordComponents()) {
            Field field = component.getAnnotation(Field.class);
            if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
                members(component.getType(), properties, required);
            } else {
                properties.set(component.getName(), member(component.getGenericType(), field));
                if (field.required()) {
                    required.add(component.getName());
                }
            }
        }
    }

    private ObjectNode member(Type type, Field field) {
        ObjectNode node = type(type, field);
        node.put("description", field.value() + (field.shownOnce() ? " (shown once)" : ""));
        if (!field.example().isEmpty()) {
            node.set("example", literal(type, field));
        }
        return node;
    }

    private ObjectNode type(Type type, Field field) {
        if (type instanceof ParameterizedType generic) {
            Type content = generic.getActualTypeArguments()[0];
            if (generic.getRawType() == Optional.class) {
                return type(content, field);
            }
            ObjectNode array = JSON.objectNode().put("type", "array").put("maxItems", field.most());
            array.set("items", type(content, field));
            return array;
        }
        Class<?> plain = (Class<?>) type;
        if (plain == String.class) {
            return text(field);
        }
        if (plain == Instant.class) {
            return JSON.objectNode().put("type", "string").put("format", "date-time");
        }
        if (plain == Boolean.class || plain == boolean.class) {
            return JSON.objectNode().put("type", "boolean");
        }
        if (plain == Integer.class || plain == int.class) {
            return JSON.objectNode()
                    .put("type", "integer")
                    .put("minimum", field.least())
                    .put("maximum", field.greatest());
        }
        return schema(plain);
    }

    private static ObjectNode text(Field field) {
        ObjectNode text = JSON.objectNode().put("type", "string").put("maxLength", field.longest());
        if (!field.pattern().isEmpty()) {
            text.put("pattern", "^" + field.pattern() + "$");
        }
        if (field.among().length > 0) {
            ArrayNode values = text.putArray("enum");
            List.of(field.among()).forEach(values::add);
        }
        return text;
    }

    private static ObjectNode examplePage(Class<? extends Record> item) {
        ObjectNode page = JSON.objectNode();
        page.putArray("items").add(example(item));
        return page;
    }

    private static ObjectNode example(Class<?> type) {
        ObjectNode example = JSON.objectNode();
        for (RecordComponent component : type.getRecordComponents()) {
            Field field = component.getAnnotation(Field.class);
            if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
                example.setAll(example(component.getType()));
            } else {
                JsonNode value = exampleOf(component.getGenericType(), field);
                if (value != null) {
                    example.set(component.getName(), value);
                }
            }
        }
        return example;
    }

    /** The same, without what a change can't touch. */
    private static ObjectNode change(Class<?> type) {
        ObjectNode example = example(type);
        for (RecordComponent component : type.getRecordComponents()) {
            Field field = component.getAnnotation(Field.class);
            if (field != null && field.settled()) {
                example.remove(component.getName());
            }
        }
        return example;
    }

    private static @Nullable JsonNode exampleOf(Type type, Field field) {
        if (type instanceof ParameterizedType generic
                && Collection.class.isAssignableFrom((Class<?>) generic.getRawType())) {
            if (!field.required() && field.example().isEmpty()) {
                return null;
            }
            Type content = generic.getActualTypeArguments()[0];
            ArrayNode array = JSON.arrayNode();
            JsonNode one = exampleOf(content, field);
            return one == null ? array : array.add(one);
        }
        if (type instanceof Class<?> plain && plain.isRecord()) {
            return example(plain);
        }
        if (!field.example().isEmpty()) {
            return literal(type, field);
        }
        return field.among().length > 0 ? JSON.stringNode(field.among()[0]) : null;
    }

    private static JsonNode literal(Type type, Field field) {
        return type == Integer.class || type == int.class || type == Boolean.class
                ? MAPPER.readTree(field.example())
                : JSON.stringNode(field.example());
    }
}
