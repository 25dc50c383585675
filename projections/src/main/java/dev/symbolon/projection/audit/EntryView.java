package dev.symbolon.projection.audit;

import dev.symbolon.projection.page.Links;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An entry as a page shows it: every text ready, and every link.
 *
 * @param style what the stylesheet knows its outcome by
 */
public record EntryView(
        String what,
        String link,
        String iso,
        String time,
        String type,
        String outcome,
        String style,
        List<Pair> about,
        String reason,
        String address) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int SHORT = 12;

    /** Whom or what an entry is about, and where that leads. */
    public record Pair(String key, String text, String value, String link) {}

    /** @param here the tenant's pages */
    static EntryView of(AuditEntry entry, String here) {
        List<Pair> about = new ArrayList<>();
        Links search = new Links(here + "/events", Map.of());
        entry.subject()
                .ifPresent(id -> about.add(new Pair(
                        "person",
                        name(entry.subjectName()).orElse(shortened(id)),
                        id,
                        search.with("subject", id).text())));
        entry.client()
                .ifPresent(id -> about.add(new Pair(
                        "client",
                        entry.clientName().orElse(shortened(id)),
                        id,
                        search.with("client", id).text())));
        entry.grant().ifPresent(id -> about.add(new Pair("grant", shortened(id), id, here + "/grants/" + id)));
        entry.session()
                .ifPresent(id -> about.add(new Pair(
                        "session", shortened(id), id, search.with("session", id).text())));
        about.add(new Pair(
                "by",
                entry.actorId()
                        .map(id -> entry.actor() + " " + name(entry.actorName()).orElse(shortened(id)))
                        .orElse(entry.actor()),
                entry.actorId().orElse(entry.actor()),
                search.with("actor", entry.actorId().orElse(entry.actor())).text()));
        String summary = entry.summary();
        return new EntryView(
                summary.substring(0, 1).toUpperCase(Locale.ROOT) + summary.substring(1),
                here + "/events/" + entry.event(),
                entry.time().toString(),
                TIME.format(entry.time()),
                entry.type(),
                entry.outcome().label(),
                entry.outcome().label().replace(' ', '-'),
                about,
                entry.reason().orElse(""),
                entry.address().map(EntryView::shown).orElse(""));
    }

    static String shown(Shown personal) {
        return switch (personal.state()) {
            case SHOWN -> personal.value().orElse("");
            case WITHHELD -> "withheld";
            case ERASED -> "erased";
        };
    }

    /** What is withheld is named by its id; whoever is erased is said to be. */
    private static Optional<String> name(Optional<Shown> shown) {
        return shown.filter(name -> name.state() != Shown.State.WITHHELD).map(EntryView::shown);
    }

    private static String shortened(String id) {
        return id.length() <= SHORT + 1 ? id : id.substring(0, SHORT) + "…";
    }
}
