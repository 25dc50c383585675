package dev.symbolon.projection.audit;

import dev.symbolon.projection.page.Links;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the search page shows. */
final class SearchModel {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE, d MMMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Map<Facet, String> LABELS = Map.of(
            Facet.SUBJECT, "Person’s id",
            Facet.CLIENT, "Client’s id",
            Facet.TYPE, "Type of event",
            Facet.OUTCOME, "Outcome",
            Facet.ACTOR, "Caused by (kind or id)",
            Facet.GRANT, "Grant’s id",
            Facet.SESSION, "Session’s id",
            Facet.AUTHORIZATION, "Authorization’s id",
            Facet.CORRELATION, "Request (correlation id)");
    private static final List<Facet> COUNTED =
            List.of(Facet.OUTCOME, Facet.TYPE, Facet.ACTOR, Facet.CLIENT, Facet.SUBJECT);

    record Field(String name, String label) {}

    record Outcome(String name, String label) {}

    record Chip(String text, String link) {}

    record Day(String name, List<EntryView> entries) {}

    record Value(String text, int entries, String link) {}

    record Narrowing(String label, List<Value> values) {}

    /**
     * @param given  what the address says, empty fields left out
     * @param counts of the first page only
     */
    static Map<String, Object> of(
            String here, String api, Map<String, String> given, EntryPage page, Optional<FacetCounts> counts) {
        Links links = new Links(here + "/events", given);
        Links first = links.without("after");
        Links search = first.without("limit");
        Map<String, Object> model = new HashMap<>();
        model.put("given", given);
        model.put("fields", Facet.NAMED.stream().map(SearchModel::field).toList());
        model.put(
                "outcomes",
                List.of(AuditOutcome.values()).stream()
                        .map(one -> new Outcome(one.name(), one.label()))
                        .toList());
        model.put("chips", chips(search));
        model.put("days", days(page.rows(), here));
        model.put(
                "next",
                page.next().map(cursor -> links.with("after", cursor).text()).orElse(""));
        model.put("provisional", provisional(page));
        model.put("first", given.containsKey("after") ? first.text() : "");
        model.put(
                "exports",
                Map.of(
                        "ndjson",
                                search.at(api + "/export")
                                        .with("format", "ndjson")
                                        .text(),
                        "csv", search.at(api + "/export").with("format", "csv").text()));
        model.put("facets", counts.map(found -> narrowings(found, search)).orElse(List.of()));
        model.put("counted", counts.map(SearchModel::counted).orElse(""));
        return model;
    }

    private static Field field(Facet facet) {
        return new Field(facet.label(), LABELS.getOrDefault(facet, facet.label()));
    }

    private static List<Chip> chips(Links search) {
        List<Chip> chips = new ArrayList<>();
        new TreeMap<>(search.parameters()).forEach((name, value) -> {
            if (!name.equals("order")) {
                chips.add(new Chip(name + ": " + value, search.without(name).text()));
            }
        });
        return chips;
    }

    private static List<Day> days(List<AuditEntry> entries, String here) {
        List<Day> days = new ArrayList<>();
        LocalDate current = null;
        for (AuditEntry entry : entries) {
            LocalDate date = entry.time().atZone(ZoneOffset.UTC).toLocalDate();
            if (!date.equals(current)) {
                days.add(new Day(DAY.format(date) + " (UTC)", new ArrayList<>()));
                current = date;
            }
            days.getLast().entries().add(EntryView.of(entry, here));
        }
        return days;
    }

    /** From when on entries may still get others before them; empty where none of these may. */
    private static String provisional(EntryPage page) {
        return page.rows().stream().anyMatch(entry -> entry.time().isAfter(page.stable()))
                ? SECOND.format(page.stable())
                : "";
    }

    private static List<Narrowing> narrowings(FacetCounts counts, Links search) {
        return COUNTED.stream()
                .filter(facet -> !search.parameters().containsKey(facet.label()))
                .filter(facet -> counts.facets().getOrDefault(facet, List.of()).size() > 1)
                .map(facet -> new Narrowing(
                        LABELS.getOrDefault(facet, facet.label()),
                        counts.facets().getOrDefault(facet, List.of()).stream()
                                .map(count -> new Value(
                                        text(facet, count.value()),
                                        count.entries(),
                                        search.with(facet.label(), count.value())
                                                .text()))
                                .toList()))
                .toList();
    }

    private static String text(Facet facet, String value) {
        return facet == Facet.OUTCOME ? AuditOutcome.valueOf(value).label() : value;
    }

    private static String counted(FacetCounts counts) {
        return counts.complete() ? counts.counted() + " found" : "Counted among the newest " + counts.counted();
    }

    private SearchModel() {}
}
