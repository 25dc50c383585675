package dev.symbolon.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.admin.running.Api;
import dev.symbolon.admin.running.Api.Said;
import dev.symbolon.admin.running.Everything;
import dev.symbolon.admin.running.RunningAdmin;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Every operation of the OpenAPI document with what nobody should send: a 4xx problem, and nothing of ours in it. */
class FuzzTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final RunningAdmin ADMIN = RunningAdmin.shared();
    private static final Api OPERATOR = ADMIN.operator();
    private static final Pattern ENDS = Pattern.compile("/(suspend|off-board|erase|disable|revoke|end|withdraw)$");
    private static final Everything EVERYTHING = Everything.in(ADMIN, ADMIN.tenant("fuzzed"), "fuzzed", "ada");

    @Test
    void no_body_makes_a_server_error() {
        JsonNode document = ADMIN.with("").get("/admin/v1/openapi.json").json();
        // What is ended isn't changed any more: what ends a thing comes last.
        document.get("paths").properties().stream()
                .sorted(Comparator.comparing(path -> ENDS.matcher(path.getKey()).find()))
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    String method = operation.getKey().toUpperCase(Locale.ROOT);
                    String at = filled(path.getKey());
                    JsonNode content = operation.getValue().at("/requestBody/content");
                    if (content.isMissingNode()) {
                        check(method, at, "[[[".getBytes(StandardCharsets.UTF_8), "application/json");
                        return;
                    }
                    String type = content.propertyNames().iterator().next();
                    JsonNode media = content.iterator().next();
                    for (byte[] body : bodies(document, media.get("schema"), (ObjectNode) media.get("example"))) {
                        Said said = check(method, at, body, type);
                        assertThat(said.status())
                                .as("that the body is read: " + method + " " + path.getKey() + " " + said.text())
                                .isNotEqualTo(404);
                    }
                    check(method, at, JSON.writeValueAsBytes(media.get("example")), "text/plain");
                }));
    }

    @Test
    void no_id_and_no_parameter_makes_a_server_error() {
        JsonNode document = ADMIN.with("").get("/admin/v1/openapi.json").json();
        List<String> odd = List.of("%00", "%ff%fe", "..%2f..", "a".repeat(300), "%E2%80%AE", "%3Cscript%3E", "-1", "~");
        document.get("paths").properties().forEach(path -> {
            if (path.getValue().has("get")) {
                for (String id : odd) {
                    check("GET", path.getKey().replaceAll("\\{[a-z]+}", id), null, null);
                }
                for (String query : List.of(
                        "limit=x",
                        "limit=-1",
                        "after=%00",
                        "after=" + "A".repeat(600),
                        "sort=%ff",
                        "q=%ff",
                        "status=%00",
                        "user=..%2f",
                        "position=a.b.c.d",
                        "position=" + "1".repeat(400),
                        "limit=1&limit=2",
                        "%00=%00")) {
                    Said said = OPERATOR.get(filled(path.getKey()) + "?" + query);
                    assertThat(said.status())
                            .as(path.getKey() + "?" + query + " " + said.text())
                            .isLessThan(500);
                }
            }
        });
    }

    private static List<byte[]> bodies(JsonNode document, JsonNode reference, ObjectNode example) {
        List<byte[]> bodies = new ArrayList<>();
        for (String text : List.of(
                "", "null", "[]", "7", "\"x\"", "{", "{}}", "{\"\":1}", "[".repeat(5_000), "{\"a\":".repeat(500))) {
            bodies.add(text.getBytes(StandardCharsets.UTF_8));
        }
        bodies.add(new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'});
        bodies.add(("{\"x\":\"" + "y".repeat(70_000) + "\"}").getBytes(StandardCharsets.UTF_8));
        bodies.add("{\"x\":1e400}".getBytes(StandardCharsets.UTF_8));
        ObjectNode unknown = example.deepCopy();
        bodies.add(JSON.writeValueAsBytes(unknown.put("unknown", 1)));
        wrong(document, reference, example, bodies::add);
        return bodies;
    }

    /** Each field as nothing that it could be, or missing; and so within what it is made of. */
    private static void wrong(JsonNode document, JsonNode reference, ObjectNode example, Consumer<byte[]> bodies) {
        JsonNode schema = document.at(reference.get("$ref").asString().substring(1));
        schema.get("properties").properties().forEach(property -> {
            String field = property.getKey();
            for (String value : List.of(
                    "7",
                    "-9999999999",
                    "1.5",
                    "true",
                    "[]",
                    "{}",
                    "[null]",
                    "[[[]]]",
                    "\"\"",
                    "\"\\ud800\"",
                    "\"\\u0000\"",
                    "{\"a\":{\"b\":{}}}",
                    "\"" + "z".repeat(30_000) + "\"")) {
                ObjectNode changed = example.deepCopy();
                JsonNode wrong = JSON.readTree(value.contains("ud800") ? "\"placeholder\"" : value);
                changed.set(field, wrong);
                String text = JSON.writeValueAsString(changed);
                bodies.accept((value.contains("ud800") ? text.replace("placeholder", "\\ud800") : text)
                        .getBytes(StandardCharsets.UTF_8));
            }
            ObjectNode missing = example.deepCopy();
            missing.remove(field);
            bodies.accept(JSON.writeValueAsBytes(missing));
            boolean many = property.getValue().has("items");
            JsonNode part = many ? property.getValue().get("items") : property.getValue();
            if (part.has("$ref")) {
                wrong(document, part, filledIn(document, part), inner -> {
                    ObjectNode changed = example.deepCopy();
                    changed.set(field, JSON.getNodeFactory().stringNode("placeholder"));
                    String text = new String(inner, StandardCharsets.UTF_8);
                    bodies.accept(JSON.writeValueAsString(changed)
                            .replace("\"placeholder\"", many ? "[" + text + "]" : text)
                            .getBytes(StandardCharsets.UTF_8));
                });
            }
        });
    }

    /** What the schema itself has as examples. */
    private static ObjectNode filledIn(JsonNode document, JsonNode reference) {
        ObjectNode filled = JSON.createObjectNode();
        document.at(reference.get("$ref").asString().substring(1))
                .get("properties")
                .properties()
                .forEach(property -> {
                    if (property.getValue().has("example")) {
                        filled.set(property.getKey(), property.getValue().get("example"));
                    }
                });
        return filled;
    }

    private static Said check(String method, String path, byte[] body, String type) {
        Said said = OPERATOR.send(method, path, body, type);
        String shown = method + " " + path + " "
                + (body == null ? "" : new String(body, 0, Math.min(200, body.length), StandardCharsets.ISO_8859_1))
                + " -> "
                + said.text();
        assertThat(said.status()).as(shown).isLessThan(500);
        assertThat(said.text())
                .as(shown)
                .doesNotContain("Exception")
                .doesNotContain("dev.symbolon")
                .doesNotContain("\tat ");
        if (said.status() >= 400 && !said.text().isEmpty() && !said.text().startsWith("<!doctype html>")) {
            assertThat(said.header("Content-Type")).as(shown).isEqualTo("application/problem+json");
        }
        return said;
    }

    /** Things that are there, so that the body is what is wrong. */
    private static String filled(String path) {
        return EVERYTHING.filled(path);
    }
}
