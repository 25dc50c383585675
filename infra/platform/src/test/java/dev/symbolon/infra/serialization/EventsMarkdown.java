package dev.symbolon.infra.serialization;

import dev.symbolon.core.event.AboutSubject;
import dev.symbolon.core.event.Claiming;
import dev.symbolon.core.event.EventCatalogue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** EVENTS.md: the catalogue for people. */
final class EventsMarkdown {

    private final SourceComments comments;
    private final Map<String, Shape> parts = new TreeMap<>();
    private final StringBuilder out = new StringBuilder();

    EventsMarkdown(SourceComments comments) {
        this.comments = comments;
    }

    @Override
    public String toString() {
        out.append("# Events\n\n");
        out.append("Generated from the code by `")
                .append(EventDocumentsTest.WRITE)
                .append("`; a test holds it current.\n\n");
        out.append("""
                Every event is stored and streamed as one JSON text, an envelope around the payload `data`; those bytes and
                their SHA-256 are kept and never encoded again. Fields of type *optional* are left out when empty. The
                payload holds no tenant, for the envelope names it. Types are stored by the names below, never by names of
                Java classes. A released version is frozen: a change is a new version and an upcaster, and the golden file
                of each version stays under `infra/platform/src/test/resources/golden`.

                - **control**: also sent to `symbolon.control`, which every node of the token service reads.
                - **personal**: sealed by its subject's key and unreadable once the subject is erased; where there is no
                  subject, by the tenant's key of the day. Stored as `p1.<kind of key>/<name of key>.<base64url>`.
                - **claims**: takes or gives back names that are unique in the tenant.

                ## Envelope

                | field | type | |
                |---|---|---|
                | `id` | identifier | the event, for ever |
                | `type`, `version` | text, integer | catalogue name and version |
                | `tenant` | identifier | the tenant that it happened in |
                | `stream` | text | `tenant/type/id` of its aggregate |
                | `sequence` | integer, 64 bits | place in its stream, from 0 |
                | `clock` | 16 hexadecimal digits | hybrid logical clock: 48 bits of milliseconds since 1970, 16 bits of count |
                | `actor` | `{kind, id}` | who made it necessary: `user`, `client`, `operator` (a person of the system tenant), `platform` (`id` names the component) or `anonymous` (no `id`) |
                | `correlation` | text | one for everything that an outside request caused |
                | `causation` | optional text | the event or command that directly caused this one |
                | `basis` | list of `{stream, sequence}` | every other stream that the decision read, and how far it knew it; −1 for one without events |
                | `reason` | optional text | a stable code, where the event's name doesn't say it all |
                | `data` | object | the payload, as below |
                """);
        Map<String, List<EventCatalogue.Entry>> byAggregate = EventCatalogue.entries().stream()
                .collect(Collectors.groupingBy(EventCatalogue.Entry::aggregate, TreeMap::new, Collectors.toList()));
        byAggregate.values().forEach(this::aggregate);
        out.append("\n## Types in payloads\n");
        parts();
        return out.toString();
    }

    private void aggregate(List<EventCatalogue.Entry> entries) {
        Class<?> aggregate = entries.getFirst().type().getEnclosingClass();
        out.append("\n## ")
                .append(aggregate.getSimpleName().replaceFirst("Event$", ""))
                .append("\n\n");
        out.append(comments.of(aggregate).text()).append('\n');
        for (EventCatalogue.Entry entry : entries) {
            RecordShape shape = Shapes.ofEvent(entry.type());
            out.append("\n### `")
                    .append(entry.name())
                    .append("` v")
                    .append(entry.version())
                    .append("\n\n");
            out.append(comments.of(entry.type()).text()).append('\n');
            String marks = marks(entry, shape);
            if (!marks.isEmpty()) {
                out.append("\n").append(marks).append('\n');
            }
            table(shape);
        }
    }

    private static String marks(EventCatalogue.Entry entry, RecordShape shape) {
        List<String> marks = new ArrayList<>();
        if (entry.control()) {
            marks.add("**control**");
        }
        if (shape.personal() && AboutSubject.class.isAssignableFrom(entry.type())) {
            marks.add("**personal**");
        }
        if (Claiming.class.isAssignableFrom(entry.type())) {
            marks.add("**claims**");
        }
        return String.join(" · ", marks);
    }

    private void table(RecordShape shape) {
        out.append("\n| field | type | |\n|---|---|---|\n");
        Map<String, String> notes = comments.of(shape.type()).components();
        for (RecordShape.Field field : shape.fields()) {
            if (!field.fromEnvelope()) {
                String note = notes.getOrDefault(field.name(), "").replace("|", "\\|");
                out.append("| `").append(field.name()).append("` | ").append(named(field.shape()));
                out.append(" | ").append(note).append(" |\n");
            }
        }
    }

    /** What the events refer to, each once, and what that refers to in turn. */
    private void parts() {
        TreeSet<String> written = new TreeSet<>();
        while (written.size() < parts.size()) {
            String next = parts.keySet().stream()
                    .filter(name -> !written.contains(name))
                    .min(Comparator.naturalOrder())
                    .orElseThrow();
            written.add(next);
            out.append("\n### ").append(next).append("\n\n");
            part(parts.get(next));
        }
    }

    private void part(Shape shape) {
        switch (shape) {
            case RecordShape record -> {
                out.append(comments.of(record.type()).text()).append('\n');
                table(record);
            }
            case UnionShape union -> {
                out.append(comments.of(union.type()).text()).append(" One of, by `kind`:\n");
                union.byKind().forEach((kind, member) -> {
                    out.append("\n**`").append(kind).append("`**: ");
                    out.append(comments.of(member.type()).text()).append('\n');
                    if (!member.fields().isEmpty()) {
                        table(member);
                    }
                });
            }
            case EnumShape constants -> {
                out.append(comments.of(constants.type()).text()).append(" One of ");
                out.append(new TreeSet<>(constants.constants().keySet())
                        .stream().map(name -> "`" + name + "`").collect(Collectors.joining(", ")));
                out.append(".\n");
            }
            default -> throw new IllegalStateException(shape + " has no name");
        }
    }

    private String named(Shape shape) {
        return switch (shape) {
            case ScalarShape scalar ->
                switch (scalar) {
                    case TEXT -> "text";
                    case FLAG -> "boolean";
                    case COUNT -> "integer";
                    case LONG_COUNT -> "integer, 64 bits";
                    case INSTANT -> "instant, ISO 8601";
                    case DURATION -> "duration, ISO 8601";
                };
            case TextShape id -> "text, " + id.type().getSimpleName();
            case PersonalShape _ -> "**personal** text";
            case OptionalShape optional -> "optional " + named(optional.content());
            case ListShape list -> "list of " + named(list.element());
            case SetShape set -> "set of " + named(set.element());
            case RecordShape record -> referred(record.type(), record);
            case UnionShape union -> referred(union.type(), union);
            case EnumShape constants -> referred(constants.type(), constants);
        };
    }

    private String referred(Class<?> type, Shape shape) {
        String name = SchemaNames.of(type);
        parts.put(name, shape);
        return "[" + name + "](#" + name.toLowerCase(java.util.Locale.ROOT) + ")";
    }
}
