package dev.symbolon.projection.history;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * What a person could reach, as the page shows it.
 *
 * @param reaches what was within reach, with links and causes
 */
public record PersonView(List<Line> reaches, List<String> but, boolean partial) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** One token's reach. */
    public record Line(
            String kind,
            String audience,
            String scopes,
            String client,
            String clientId,
            String grant,
            String grantLink,
            String since,
            String until,
            List<Cause> causes) {}

    /** One link of the chain. */
    public record Cause(String time, String what, String by, String link) {}

    static PersonView of(Access access, String here) {
        return new PersonView(
                access.reaches().stream().map(reach -> line(reach, here)).toList(), access.but(), access.partial());
    }

    /** What happened to the account, each with a link to the moment. */
    static List<Cause> changes(List<Change.Made> made, String person) {
        return made.stream()
                .map(change -> new Cause(
                        TIME.format(change.by().time()),
                        capital(change.by().summary()),
                        who(change.by()),
                        person + "?at=" + change.by().time()))
                .toList();
    }

    private static Line line(Reach reach, String here) {
        return new Line(
                switch (reach.kind()) {
                    case ACCESS_TOKEN -> "access token";
                    case REFRESH_TOKEN -> "refresh token";
                },
                String.join(", ", reach.audience()),
                String.join(" ", reach.scopes()),
                reach.clientName(),
                reach.client(),
                reach.grant(),
                here + "/grants/" + reach.grant(),
                shown(reach.since()),
                shown(reach.until()),
                reach.because().stream()
                        .map(by -> new Cause(
                                shown(by.time()),
                                capital(by.summary()),
                                who(by, reach),
                                here + "/events/" + by.event()))
                        .toList());
    }

    private static String who(By by, Reach reach) {
        return by.actorId().filter(reach.client()::equals).isPresent()
                ? by.actor() + " " + reach.clientName()
                : who(by);
    }

    private static String who(By by) {
        return by.actorId().map(id -> by.actor() + " " + id).orElse(by.actor());
    }

    private static String shown(Instant time) {
        return TIME.format(time);
    }

    private static String capital(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
