package dev.symbolon.admin.page;

import dev.symbolon.admin.AdminOperations;
import dev.symbolon.admin.http.OpenApi;
import dev.symbolon.admin.http.Operation;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** How to call this API: for programs and for people. */
@RestController
final class DocumentEndpoint {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final byte[] document;
    private final String page;

    DocumentEndpoint(AdminOperations operations) {
        ObjectNode openApi = OpenApi.of(operations.all());
        this.document = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(openApi);
        this.page = page(openApi, operations);
    }

    @GetMapping(Operation.BASE + "/openapi.json")
    ResponseEntity<byte[]> document() {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .header("Cache-Control", "max-age=60")
                .body(document);
    }

    @GetMapping(Operation.BASE + "/docs")
    ResponseEntity<String> page() {
        return Html.page(200, "Symbolon admin API", page);
    }

    @GetMapping(Html.STYLE)
    ResponseEntity<String> style() {
        return ResponseEntity.ok()
                .contentType(new MediaType("text", "css", StandardCharsets.UTF_8))
                .header("Cache-Control", "max-age=3600")
                .header("X-Content-Type-Options", "nosniff")
                .body(STYLE);
    }

    private static String page(ObjectNode openApi, AdminOperations operations) {
        String index = operations.all().stream()
                .map(Operation::subject)
                .distinct()
                .map(subject -> "<a href=\"#%s\">%s</a>".formatted(subject, subject))
                .collect(Collectors.joining(" "));
        StringBuilder body = new StringBuilder("<h1>Symbolon admin API</h1><p>")
                .append(Html.text(openApi.at("/info/description").asString()))
                .append("</p><p>The same for programs: <a href=\"openapi.json\">openapi.json</a></p><nav>")
                .append(index)
                .append("</nav>");
        String subject = "";
        for (Operation operation : operations.all()) {
            String now = operation.subject();
            if (!now.equals(subject)) {
                subject = now;
                body.append("<h2 id=\"%s\">%s</h2>".formatted(subject, subject));
            }
            body.append(section(openApi, operation));
        }
        return body.toString();
    }

    private static String section(ObjectNode openApi, Operation operation) {
        String path = Operation.BASE + operation.path();
        JsonNode node =
                openApi.get("paths").get(path).get(operation.method().name().toLowerCase(Locale.ROOT));
        StringBuilder section =
                new StringBuilder("<details><summary><code class=\"%s\">%s</code> <code>%s</code> %s</summary>"
                        .formatted(
                                operation.method().name().toLowerCase(Locale.ROOT),
                                operation.method().name(),
                                Html.text(path),
                                Html.text(operation.summary())));
        section.append("<p>Takes the permission <code>%s</code>.</p>"
                .formatted(operation.permission().scope()));
        if (!node.get("parameters").isEmpty()) {
            section.append("<table><caption>Parameters</caption><tbody>");
            node.get("parameters")
                    .forEach(parameter -> section.append("<tr><td><code>%s</code></td><td>%s</td><td>%s</td></tr>"
                            .formatted(
                                    Html.text(parameter.get("name").asString()),
                                    Html.text(parameter.get("in").asString()),
                                    Html.text(parameter.get("description").asString()))));
            section.append("</tbody></table>");
        }
        operation.body().ifPresent(_ -> section.append(fields(openApi, "Request", node.at("/requestBody/content"))));
        section.append(fields(
                openApi, "Answer " + operation.status(), node.at("/responses/" + operation.status() + "/content")));
        return section.append("</details>").toString();
    }

    private static String fields(ObjectNode openApi, String caption, JsonNode content) {
        if (content.isEmpty()) {
            return "";
        }
        JsonNode media = content.iterator().next();
        JsonNode schema = media.get("schema");
        JsonNode reference = schema.has("$ref") ? schema : schema.at("/properties/items/items");
        JsonNode resolved = openApi.at(reference.get("$ref").asString().substring(1));
        StringBuilder table = new StringBuilder("<table><caption>%s</caption><tbody>".formatted(Html.text(caption)));
        resolved.get("properties")
                .properties()
                .forEach(field -> table.append("<tr><td><code>%s</code></td><td>%s</td></tr>"
                        .formatted(
                                Html.text(field.getKey()),
                                Html.text(field.getValue().path("description").asString("")))));
        return table.append("</tbody></table><pre>")
                .append(Html.text(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(media.get("example"))))
                .append("</pre>")
                .toString();
    }

    private static final String STYLE = """
            :root { color-scheme: light dark; --ink: light-dark(#14161a, #eceef2); --paper: light-dark(#fff, #1b1e24);
              --ground: light-dark(#f3f4f7, #101216); --line: light-dark(#d5d9e0, #343944); --edge: light-dark(#7a818d, #7d8594);
              --accent: light-dark(#2f5bd3, #8fabff); --on-accent: light-dark(#fff, #0c0f16); }
            body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
            main { max-width: 60rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
            h1 { font-size: 1.6rem; } h2 { margin-top: 2rem; text-transform: capitalize; }
            a { color: var(--accent); } nav a { display: inline-block; margin-right: .75rem; padding: .15rem 0; }
            details { border: 1px solid var(--line); border-radius: .5rem; margin: .5rem 0; padding: .5rem .75rem; }
            summary { cursor: pointer; overflow-wrap: anywhere; }
            code, pre { font: .9em/1.45 ui-monospace, monospace; } pre { overflow: auto; padding: .75rem; border: 1px solid var(--line); border-radius: .5rem; }
            code.get { color: light-dark(#1b6b3a, #7fd6a2); } code.post, code.put, code.patch { color: var(--accent); }
            code.delete { color: light-dark(#a3231f, #f2938f); }
            table { border-collapse: collapse; width: 100%; margin: .75rem 0; } caption { text-align: left; font-weight: 600; }
            td { border-top: 1px solid var(--line); padding: .3rem .75rem .3rem 0; vertical-align: top; overflow-wrap: anywhere; }
            body.card { background: var(--ground); border-top: 4px solid var(--accent); }
            body.card main { max-width: 28rem; margin: 3rem auto; padding: 2rem 2.25rem; background: var(--paper); border: 1px solid var(--line); border-radius: 1rem; }
            form { max-width: 24rem; } label { display: block; margin: 1rem 0 .25rem; font-weight: 600; }
            .hint { margin: 0 0 .25rem; font-size: .875rem; color: light-dark(#555b66, #a9b0bc); }
            input { width: 100%; box-sizing: border-box; font: inherit; padding: .7rem; border: 1px solid var(--edge); border-radius: .6rem; background: var(--paper); color: var(--ink); }
            button { margin-top: 1.25rem; font: inherit; padding: .6rem 1.25rem; border: 0; border-radius: .6rem; background: var(--accent); color: var(--on-accent); font-weight: 600; cursor: pointer; }
            .problem { border-left: .25rem solid light-dark(#a3231f, #f2938f); padding-left: .75rem; }
            :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
            """;
}
