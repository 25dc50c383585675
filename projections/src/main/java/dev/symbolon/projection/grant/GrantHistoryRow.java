package dev.symbolon.projection.grant;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The life of an authorization, or of the grant that came of it: two rows that name each other, joined when somebody
 * asks, so that neither depends on which stream arrives first.
 *
 * @param kind    {@code authorization} or {@code grant}
 * @param clock   of the first step
 * @param steps   in canonical order; of a long life the first and the last ones
 * @param omitted how many steps between those aren't shown
 */
public record GrantHistoryRow(
        String id,
        String kind,
        long clock,
        Optional<String> authorization,
        Optional<String> grant,
        Optional<String> client,
        Optional<String> subject,
        Optional<String> session,
        List<String> scopes,
        GrantStatus status,
        List<GrantStep> steps,
        long omitted) {
    private static final int FIRST_KEPT = 40;
    private static final int LAST_KEPT = 80;

    /** The row with one event more; whatever the event doesn't say stays as it was. */
    static GrantHistoryRow with(@Nullable GrantHistoryRow before, String id, String kind, Told told, GrantStep step) {
        List<GrantStep> steps = new ArrayList<>(before == null ? List.of() : before.steps);
        steps.add(step);
        steps.sort(GrantStep.CANONICAL);
        long omitted = before == null ? 0 : before.omitted;
        if (steps.size() > FIRST_KEPT + LAST_KEPT) {
            // What falls out of the middle would have fallen out in any order of arrival.
            steps.remove(FIRST_KEPT);
            omitted++;
        }
        GrantStatus status =
                before == null || told.status().compareTo(before.status) > 0 ? told.status() : before.status;
        return new GrantHistoryRow(
                id,
                kind,
                steps.getFirst().clock(),
                told.authorization().or(() -> before == null ? Optional.empty() : before.authorization),
                told.grant().or(() -> before == null ? Optional.empty() : before.grant),
                told.client().or(() -> before == null ? Optional.empty() : before.client),
                told.subject().or(() -> before == null ? Optional.empty() : before.subject),
                told.session().or(() -> before == null ? Optional.empty() : before.session),
                told.scopes().isEmpty() && before != null ? before.scopes : told.scopes(),
                status,
                List.copyOf(steps),
                omitted);
    }

    /** What one event tells of the whole. */
    record Told(
            GrantStatus status,
            Optional<String> authorization,
            Optional<String> grant,
            Optional<String> client,
            Optional<String> subject,
            Optional<String> session,
            List<String> scopes) {

        static Told of(GrantStatus status) {
            return new Told(
                    status,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of());
        }

        Told authorization(String id) {
            return new Told(status, Optional.of(id), grant, client, subject, session, scopes);
        }

        Told grant(String id) {
            return new Told(status, authorization, Optional.of(id), client, subject, session, scopes);
        }

        Told client(String id) {
            return new Told(status, authorization, grant, Optional.of(id), subject, session, scopes);
        }

        Told person(String user, String in) {
            return new Told(status, authorization, grant, client, Optional.of(user), Optional.of(in), scopes);
        }

        Told subject(String user) {
            return new Told(status, authorization, grant, client, Optional.of(user), session, scopes);
        }

        Told scopes(List<String> names) {
            return new Told(status, authorization, grant, client, subject, session, names);
        }
    }
}
