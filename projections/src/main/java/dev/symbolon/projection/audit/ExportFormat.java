package dev.symbolon.projection.audit;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** How an export is written: one line for each entry, each with the cursor that goes on behind it. */
enum ExportFormat {
    NDJSON("application/x-ndjson") {
        @Override
        Optional<String> head() {
            return Optional.empty();
        }

        @Override
        String line(String cursor, AuditEntry entry, JsonMapper json) {
            ObjectNode line = json.createObjectNode().put("cursor", cursor);
            line.setAll((ObjectNode) json.valueToTree(entry));
            return json.writeValueAsString(line);
        }
    },
    CSV("text/csv") {
        @Override
        Optional<String> head() {
            return Optional.of(String.join(",", COLUMNS));
        }

        @Override
        String line(String cursor, AuditEntry entry, JsonMapper json) {
            return Stream.of(
                            cursor,
                            entry.time().toString(),
                            entry.event(),
                            entry.type(),
                            entry.outcome().label(),
                            entry.summary(),
                            entry.actor(),
                            entry.actorId().orElse(""),
                            entry.actorName().map(EntryView::shown).orElse(""),
                            entry.subject().orElse(""),
                            entry.subjectName().map(EntryView::shown).orElse(""),
                            entry.client().orElse(""),
                            entry.clientName().orElse(""),
                            entry.grant().orElse(""),
                            entry.session().orElse(""),
                            entry.authorization().orElse(""),
                            entry.reason().orElse(""),
                            entry.address().map(EntryView::shown).orElse(""),
                            entry.correlation(),
                            entry.stream(),
                            Long.toString(entry.sequence()),
                            entry.digest())
                    .map(ExportFormat::cell)
                    .collect(Collectors.joining(","));
        }
    };

    private static final List<String> COLUMNS = List.of(
            "cursor",
            "time",
            "event",
            "type",
            "outcome",
            "summary",
            "actor",
            "actor_id",
            "actor_name",
            "subject",
            "subject_name",
            "client",
            "client_name",
            "grant",
            "session",
            "authorization",
            "reason",
            "address",
            "correlation",
            "stream",
            "sequence",
            "sha256");

    /** What a table program takes for the beginning of a formula, with the wide forms that some of them read alike. */
    private static final String FORMULA = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";

    private final String type;

    ExportFormat(String type) {
        this.type = type;
    }

    String type() {
        return type;
    }

    /** The line above all. */
    abstract Optional<String> head();

    abstract String line(String cursor, AuditEntry entry, JsonMapper json);

    /** RFC 4180 §2.5, on one line always; what could be taken for a formula is marked as text. */
    static String cell(String text) {
        String flat = text.replaceAll("\\p{Cntrl}", " ");
        boolean formula = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
        return "\"" + (formula ? "'" : "") + flat.replace("\"", "\"\"") + "\"";
    }
}
