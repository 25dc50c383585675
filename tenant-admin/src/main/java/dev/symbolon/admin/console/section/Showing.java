package dev.symbolon.admin.console.section;

import dev.symbolon.admin.console.section.Shown.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What the API answered, for people: one page's worth, in one tenant. */
final class Showing {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm:ss", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private static final List<String> GOOD = List.of("active", "accepted");
    private static final List<String> BAD =
            List.of("suspended", "disabled", "erased", "off_boarded", "withdrawn", "revoked", "ended", "removed");

    private final Names names;
    private final String tenant;

    Showing(Names names, String tenant) {
        this.names = names;
        this.tenant = tenant;
    }

    Shown value(Property property, JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return Shown.NOTHING;
        }
        return switch (property.type()) {
            case TEXT -> text(property, value.asString(""));
            case COLOR -> Shown.of(Kind.COLOR, value.asString(""));
            case TIME -> new Shown(Kind.TIME, time(value.asString("")), value.asString(""), List.of(), List.of());
            case NUMBER ->
                Shown.of(Kind.TEXT, property.seconds() ? duration(value.asLong()) : Long.toString(value.asLong()));
            case FLAG -> Shown.of(value.asBoolean() ? Kind.GOOD : Kind.QUIET, value.asBoolean() ? "yes" : "no");
            case LIST ->
                Shown.list(value.valueStream()
                        .map(one -> value(property.item().orElseThrow(), one))
                        .toList());
            case OBJECT -> Shown.object(rows(property.members(), value));
        };
    }

    List<Shown.Row> rows(List<Property> properties, JsonNode object) {
        return properties.stream()
                .filter(property -> !property.shownOnce() && !property.secret())
                .map(property -> new Shown.Row(property.label(), value(property, object.path(property.name()))))
                .filter(row -> row.value().there())
                .toList();
    }

    private Shown text(Property property, String text) {
        Optional<String> list = Optional.ofNullable(Sections.REFERENCES.get(property.name()));
        if (list.isPresent()) {
            String path = "/tenants/" + tenant + "/" + list.get() + "/" + text;
            return Shown.link(names.at(path), "/console" + path);
        }
        if (property.name().equals("status")) {
            Kind kind = GOOD.contains(text) ? Kind.GOOD : BAD.contains(text) ? Kind.BAD : Kind.QUIET;
            return Shown.of(kind, text.replace('_', '-'));
        }
        if (property.name().equals("kind")) {
            return Shown.of(Kind.TEXT, text.replace('_', '-'));
        }
        return Shown.of(code(property.name(), text) ? Kind.CODE : Kind.TEXT, text);
    }

    /** Whether it is for machines: an id, an address, a scope. */
    private static boolean code(String name, String text) {
        return name.equals("id")
                || name.equals("clientId")
                || name.equals("scopes")
                || name.equals("permissions")
                || text.startsWith("http://")
                || text.startsWith("https://")
                || text.startsWith("urn:");
    }

    private static String time(String iso) {
        return iso.isEmpty() ? "" : TIME.format(Instant.parse(iso)) + " UTC";
    }

    /** At most two units: {@code 8 hours}, {@code 1 day 12 hours}. */
    static String duration(long seconds) {
        Duration all = Duration.ofSeconds(seconds);
        List<String> parts = Stream.of(
                        part(all.toDays(), "day"),
                        part(all.toHoursPart(), "hour"),
                        part(all.toMinutesPart(), "minute"),
                        part(all.toSecondsPart(), "second"))
                .filter(part -> !part.isEmpty())
                .limit(2)
                .toList();
        return parts.isEmpty() ? "0 seconds" : String.join(" ", parts);
    }

    private static String part(long number, String unit) {
        return number == 0 ? "" : number + " " + unit + (number == 1 ? "" : "s");
    }
}
