package dev.symbolon.admin.running;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An operation as the OpenAPI document has it.
 *
 * @param status of its good answer
 * @param path   with the names of ids in it
 * @param body   its example, where it takes one
 * @param type   of the body
 */
public record DocumentedOperation(
        String id,
        int status,
        String method,
        String path,
        byte @Nullable [] body,
        @Nullable String type) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** All of them. */
    public static List<DocumentedOperation> all(RunningAdmin admin) {
        List<DocumentedOperation> operations = new ArrayList<>();
        JsonNode paths = admin.with("").get("/admin/v1/openapi.json").json().get("paths");
        paths.properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    JsonNode content = operation.getValue().at("/requestBody/content");
                    boolean takes = !content.isMissingNode();
                    operations.add(new DocumentedOperation(
                            operation.getValue().get("operationId").asString(),
                            Integer.parseInt(operation
                                    .getValue()
                                    .get("responses")
                                    .propertyNames()
                                    .iterator()
                                    .next()),
                            operation.getKey().toUpperCase(Locale.ROOT),
                            path.getKey(),
                            takes
                                    ? JSON.writeValueAsBytes(
                                            content.iterator().next().get("example"))
                                    : null,
                            takes ? content.propertyNames().iterator().next() : null));
                }));
        if (operations.size() <= 60) {
            throw new AssertionError("only " + operations.size() + " operations are documented");
        }
        return operations;
    }

    /** Whether it is about a thing, rather than a list of them. */
    public boolean ofOneThing() {
        return status != 201;
    }

    public boolean reads() {
        return method.equals("GET");
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
