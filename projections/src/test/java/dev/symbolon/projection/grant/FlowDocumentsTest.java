package dev.symbolon.projection.grant;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The documents' flow diagrams are drawn by the code that draws an auditor's, from sample histories. */
final class FlowDocumentsTest {
    static final String WRITE = "./mvnw -pl projections -am test -Dtest=FlowDocumentsTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Dsymbolon.documents=write";

    private static final Path ROOT = Path.of("..");
    private static final Path FLOWS = ROOT.resolve("docs/flows");
    private static final String BEGIN = "<!-- flow: authorization-code -->\n";
    private static final String END = "<!-- end of flow -->\n";

    static Stream<Map.Entry<String, SampleLog>> flows() {
        return SampleFlows.all().entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("flows")
    void every_flow_has_its_picture(Map.Entry<String, SampleLog> flow) throws Exception {
        check(FLOWS.resolve(flow.getKey() + ".svg"), SvgDiagram.of(drawn(flow)));
    }

    @Test
    void the_list_of_flows_is_current() throws Exception {
        StringBuilder list = new StringBuilder("# Flows, as they are recorded\n\nEach is the history of a grant of the"
                + " Grand Hotel, drawn as an auditor sees it. Generated: `" + WRITE + "`\n");
        flows().forEach(flow -> list.append("\n## ")
                .append(flow.getKey())
                .append("\n\n![](")
                .append(flow.getKey())
                .append(".svg)\n\n```text\n")
                .append(TextDiagram.of(drawn(flow)))
                .append("```\n"));
        check(FLOWS.resolve("README.md"), list.toString());
    }

    @Test
    void the_readmes_diagram_is_current() throws Exception {
        Path readme = ROOT.resolve("README.md");
        String text = Files.readString(readme);
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        Map.Entry<String, SampleLog> flow = flows().findFirst().orElseThrow();
        check(
                readme,
                text.substring(0, begin) + "```text\n" + TextDiagram.of(drawn(flow)) + "```\n"
                        + text.substring(text.indexOf(END)));
    }

    private static Flow drawn(Map.Entry<String, SampleLog> flow) {
        return Flow.of(new GrantStories(flow.getValue())
                .asOf(
                        SampleFlows.TENANT,
                        flow.getKey().equals("denied") ? "authorization1" : SampleFlows.GRANT,
                        flow.getValue().now())
                .orElseThrow());
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
