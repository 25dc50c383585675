package dev.symbolon.infra.serialization;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/** As much of JSON Schema as the generated document uses. */
record SchemaCheck(JsonNode document) {

    void check(JsonNode schema, JsonNode value, String at) {
        if (schema.has("$ref")) {
            check(document.at(schema.get("$ref").stringValue().substring(1)), value, at);
        }
        for (JsonNode all : schema.path("allOf").values()) {
            check(all, value, at);
        }
        if (schema.has("const")) {
            assertThat(value).as(at).isEqualTo(schema.get("const"));
        }
        if (schema.has("enum")) {
            assertThat(schema.get("enum").values()).as(at).contains(value);
        }
        if (schema.has("oneOf")) {
            assertThat(schema.get("oneOf").values().stream().filter(one -> fits(one, value)))
                    .as(at)
                    .hasSize(1);
        }
        if (schema.has("pattern")) {
            assertThat(value.stringValue()).as(at).matches(schema.get("pattern").stringValue());
        }
        switch (schema.path("format").asString("")) {
            case "date-time" ->
                assertThat(Instant.parse(value.stringValue())).as(at).isNotNull();
            case "duration" ->
                assertThat(Duration.parse(value.stringValue())).as(at).isNotNull();
            default -> {}
        }
        switch (schema.path("type").asString("")) {
            case "string" -> assertThat(value.isString()).as(at).isTrue();
            case "boolean" -> assertThat(value.isBoolean()).as(at).isTrue();
            case "integer" -> assertThat(value.isIntegralNumber()).as(at).isTrue();
            case "array" -> {
                assertThat(value.isArray()).as(at).isTrue();
                value.values().forEach(item -> check(schema.get("items"), item, at + "[]"));
            }
            case "object" -> object(schema, value, at);
            default -> {}
        }
    }

    private void object(JsonNode schema, JsonNode value, String at) {
        assertThat(value.isObject()).as(at).isTrue();
        schema.path("required")
                .values()
                .forEach(name -> assertThat(value.has(name.stringValue()))
                        .as(at + "." + name)
                        .isTrue());
        JsonNode properties = schema.path("properties");
        if (!schema.has("allOf") && !properties.isEmpty()) {
            assertThat(properties.propertyNames()).as(at).containsAll(value.propertyNames());
        }
        properties.properties().stream()
                .filter(property -> value.has(property.getKey()))
                .forEach(property ->
                        check(property.getValue(), value.get(property.getKey()), at + "." + property.getKey()));
    }

    private boolean fits(JsonNode schema, JsonNode value) {
        try {
            check(schema, value, "");
            return true;
        } catch (AssertionError _) {
            return false;
        }
    }
}
