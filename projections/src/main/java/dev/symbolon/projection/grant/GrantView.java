package dev.symbolon.projection.grant;

import dev.symbolon.core.stream.HybridTime;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A grant's story as its page shows it: every text ready, and every link.
 *
 * @param trouble how many messages tell of something refused, replayed or taken away
 */
public record GrantView(String status, String title, long trouble, List<Fact> facts, List<Step> steps, long omitted) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** @param link empty where it leads nowhere */
    public record Fact(String name, String text, String link) {}

    /** @param style what the stylesheet knows its outcome by */
    public record Step(
            String time,
            String what,
            String link,
            String type,
            String by,
            String reason,
            String style,
            List<Fact> because) {}

    /**
     * A row of the list of grants.
     *
     * @param until when all of it expires; empty where nothing was granted
     */
    public record Listed(
            String link,
            String id,
            String status,
            String style,
            String client,
            String clientId,
            String subject,
            String subjectLink,
            String scopes,
            String first,
            String last,
            String until) {

        static Listed of(GrantHistoryRow row, Optional<String> clientName, String here) {
            return new Listed(
                    here + "/grants/" + row.id(),
                    row.id(),
                    words(row.status()),
                    styleOf(row.status()),
                    clientName.or(row::client).orElse("–"),
                    row.client().orElse(""),
                    row.subject().orElse("the client itself"),
                    row.subject().map(subject -> here + "/people/" + subject).orElse(""),
                    String.join(" ", row.scopes()),
                    SECONDS.format(new HybridTime(row.clock()).instant()),
                    SECONDS.format(new HybridTime(row.last()).instant()),
                    row.until() == 0 ? "" : SECONDS.format(new HybridTime(row.until()).instant()));
        }
    }

    static GrantView of(GrantLife life, String here) {
        return new GrantView(
                words(life.status()),
                life.grant()
                        .map(id -> "Grant " + id)
                        .orElseGet(() -> "Authorization " + life.authorization().orElse("")),
                Flow.of(life).bad(),
                facts(life, here),
                life.steps().stream().map(step -> step(step, life, here)).toList(),
                life.omitted());
    }

    private static List<Fact> facts(GrantLife life, String here) {
        Map<String, Fact> facts = new LinkedHashMap<>();
        add(facts, "Person", life.subject(), id -> here + "/people/" + id);
        life.client()
                .ifPresent(id -> facts.put(
                        "Client",
                        new Fact(
                                "Client",
                                life.clientName()
                                        .map(name -> name + " (" + id + ")")
                                        .orElse(id),
                                here + "/events?client=" + id)));
        add(facts, "Session", life.session(), id -> here + "/events?session=" + id);
        add(facts, "Authorization", life.authorization(), id -> here + "/grants/" + id);
        add(facts, "Scopes", Optional.of(String.join(" ", life.scopes())).filter(text -> !text.isEmpty()), _ -> "");
        return List.copyOf(facts.values());
    }

    private static void add(Map<String, Fact> facts, String name, Optional<String> value, UnaryOperator<String> link) {
        value.ifPresent(text -> facts.put(name, new Fact(name, text, link.apply(text))));
    }

    private static Step step(GrantStep step, GrantLife life, String here) {
        boolean taken = step.messages().stream().anyMatch(message -> message.mark() == Message.Mark.REVOKED);
        boolean bad =
                step.messages().stream().anyMatch(message -> message.mark().bad());
        return new Step(
                TIME.format(step.time()),
                capital(step.summary()),
                here + "/events/" + step.event(),
                step.type(),
                who(step.actor(), step.actorId(), life),
                step.reason().orElse(""),
                taken ? "taken-away" : bad ? "refused" : "done",
                step.because().stream()
                        .map(ground -> ground(ground, life, here))
                        .toList());
    }

    private static String who(String actor, Optional<String> id, GrantLife life) {
        return id.map(known -> actor + " "
                        + life.clientName()
                                .filter(_ -> life.client().equals(id))
                                .orElse(known))
                .orElse(actor);
    }

    private static Fact ground(Ground ground, GrantLife life, String here) {
        String who = ground.actor()
                .map(actor -> ", by " + who(actor, ground.actorId(), life))
                .orElse("");
        String when = ground.time()
                .map(time -> " (" + SECONDS.format(time) + who + ")")
                .orElse("");
        String name = ground.stream().substring(ground.stream().indexOf('/') + 1);
        return new Fact(name, ground.summary() + when, ground.sequence() < 0 ? "" : link(ground.stream(), here));
    }

    private static String link(String stream, String here) {
        String[] parts = stream.split("/", -1);
        return parts[1].equals("user") ? here + "/people/" + parts[2] : "";
    }

    static String words(GrantStatus status) {
        return status.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    static String styleOf(GrantStatus status) {
        return switch (status) {
            case REQUESTED, ANSWERED_IN_FRONT, CODE_ISSUED, CODE_REDEEMED, ISSUED, ACTIVE, EXPIRED -> "done";
            case DENIED, CODE_REFUSED -> "refused";
            case CODE_REPLAYED, TAKEN_AWAY, REFRESH_REUSED, REVOKED -> "taken-away";
        };
    }

    /** As pages show times. */
    public static String shown(Instant time) {
        return SECONDS.format(time);
    }

    private static String capital(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
