package dev.symbolon.projection.grant;

import dev.symbolon.core.stream.HybridTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of an authorization, or of the grant that came of it: two rows that name each other, so that neither
 * depends on which stream arrives first. The whole story of one is read from the log.
 *
 * @param kind  {@code authorization} or {@code grant}
 * @param clock of the first event
 * @param last  clock of the last event so far
 * @param until clock at which all of a grant's tokens are over; 0 for an authorization
 * @param status by its own events alone: an issued grant may have been taken away since, by what happened to others
 */
public record GrantHistoryRow(
        String id,
        String kind,
        long clock,
        long last,
        long until,
        Optional<String> authorization,
        Optional<String> grant,
        Optional<String> client,
        Optional<String> subject,
        Optional<String> session,
        List<String> scopes,
        GrantStatus status) {

    /** The row with one event more; whatever the event doesn't say stays as it was. */
    static GrantHistoryRow with(@Nullable GrantHistoryRow before, String id, String kind, Told said, HybridTime clock) {
        Told told = before == null ? said : before.told().and(said);
        return new GrantHistoryRow(
                id,
                kind,
                before == null ? clock.value() : Math.min(before.clock, clock.value()),
                before == null ? clock.value() : Math.max(before.last, clock.value()),
                told.until()
                        .map(end -> HybridTime.atMillis(end.toEpochMilli()).value())
                        .orElse(0L),
                told.authorization(),
                told.grant(),
                told.client(),
                told.subject(),
                told.session(),
                told.scopes(),
                told.status());
    }

    /** The row as it counts then: what ends by its time tells nobody. */
    GrantHistoryRow asOf(Instant now) {
        return status == GrantStatus.ISSUED && until != 0 && !now.isBefore(new HybridTime(until).instant())
                ? new GrantHistoryRow(
                        id,
                        kind,
                        clock,
                        last,
                        until,
                        authorization,
                        grant,
                        client,
                        subject,
                        session,
                        scopes,
                        GrantStatus.EXPIRED)
                : this;
    }

    /** Whether it is of that clock or later: a grant as long as its tokens last. */
    boolean since(long begin) {
        return Math.max(clock, until) >= begin;
    }

    private Told told() {
        return new Told(
                status,
                authorization,
                grant,
                client,
                subject,
                session,
                scopes,
                until == 0 ? Optional.empty() : Optional.of(new HybridTime(until).instant()));
    }
}
