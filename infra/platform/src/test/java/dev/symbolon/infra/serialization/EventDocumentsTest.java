package dev.symbolon.infra.serialization;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.event.EventCatalogue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Holds EVENTS.md and docs/asyncapi.yaml to what the code says. */
final class EventDocumentsTest {

    static final String WRITE = "./mvnw -pl infra/platform-tests -am test -Dtest=EventDocumentsTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Dsymbolon.documents=write";

    private static final Path ROOT = Path.of("../..");
    private static SourceComments comments;

    @BeforeAll
    static void read() throws Exception {
        comments = new SourceComments(ROOT.resolve("identity-core/src/main/java"));
    }

    @Test
    void events_md_is_current() throws Exception {
        check(ROOT.resolve("EVENTS.md"), new EventsMarkdown(comments).toString());
    }

    @Test
    void asyncapi_yaml_is_current() throws Exception {
        check(ROOT.resolve("docs/asyncapi.yaml"), Yaml.of(new AsyncApi(comments).document()));
    }

    @Test
    void every_event_says_what_became_true() {
        assertThat(EventCatalogue.entries())
                .filteredOn(entry -> comments.of(entry.type()).text().isEmpty())
                .isEmpty();
    }

    @Test
    void golden_files_are_as_the_schemas_say() throws Exception {
        JsonNode api = new ObjectMapper().valueToTree(new AsyncApi(comments).document());
        for (EventCatalogue.Entry entry : EventCatalogue.entries()) {
            JsonNode event =
                    new ObjectMapper().readTree(Files.readString(GoldenFiles.of(entry.name(), entry.version())));
            JsonNode schema = api.at("/components/messages")
                    .get(entry.name() + ".v" + entry.version())
                    .get("payload");
            new SchemaCheck(api).check(schema, event, entry.name());
        }
    }

    @Test
    void yaml_is_quoted_and_indented() {
        assertThat(Yaml.of(Map.of("a", List.of(Map.of("b", "say \"x\\y\""), 1, List.of(true)))))
                .isEqualTo("""
                a:
                  - b: "say \\"x\\\\y\\""
                  - 1
                  -
                    - true
                """);
    }

    private static void check(Path file, String content) throws Exception {
        if ("write".equals(System.getProperty("symbolon.documents"))) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
        }
        assertThat(file).as("generated, not edited: " + WRITE).exists();
        assertThat(Files.readString(file))
                .as(file.getFileName() + " is generated, not edited: " + WRITE)
                .isEqualTo(content);
    }
}
