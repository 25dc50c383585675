package dev.symbolon.core.session;

import dev.symbolon.core.aggregate.AggregateType;
import dev.symbolon.core.event.SessionEvent;
import dev.symbolon.core.identifier.SecretHash;
import dev.symbolon.core.stream.Fold;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A sign-in as it stands.
 *
 * @param replaced whether it ended because the same browser signed in again: what it gave to applications goes on
 */
public record SessionState(
        TenantId tenant,
        SessionId session,
        UserId user,
        SecretHash secret,
        List<String> amr,
        String acr,
        Instant startedAt,
        Instant usedAt,
        Instant expiresAt,
        boolean ended,
        boolean replaced) {
    /** A use is written down when the last one on record is older than this. */
    public static final Duration ACTIVITY_GRAIN = Duration.ofMinutes(5);

    /** Why a session ended whose browser signed in again. */
    public static final String REPLACED = "replaced";

    public static final Fold<SessionState, SessionEvent> FOLD =
            new Fold<>(StreamType.SESSION, SessionEvent.class, SessionState.class, 2, SessionState::step);

    /** The aggregate whose state this is. */
    public static final AggregateType<Session, SessionState> AGGREGATE =
            new AggregateType<>(Session.class, FOLD, Session::new);

    /** Whether it still counts at that time, given how long it may lie idle. */
    public boolean liveAt(Instant at, Duration idle) {
        return !ended && at.isBefore(expiresAt) && at.isBefore(usedAt.plus(idle).plus(ACTIVITY_GRAIN));
    }

    private static SessionState step(@Nullable SessionState before, SessionEvent event) {
        if (event instanceof SessionEvent.Started e) {
            return new SessionState(
                    e.tenant(),
                    e.session(),
                    e.user(),
                    e.secret(),
                    e.amr(),
                    e.acr(),
                    e.at(),
                    e.at(),
                    e.expiresAt(),
                    false,
                    false);
        }
        SessionState now = Objects.requireNonNull(before);
        return switch (event) {
            case SessionEvent.Started _ -> now;
            case SessionEvent.Used e -> now.with(e.at(), now.ended, now.replaced);
            case SessionEvent.Ended e -> now.with(now.usedAt, true, e.reason().equals(REPLACED));
        };
    }

    private SessionState with(Instant usedAt, boolean ended, boolean replaced) {
        return new SessionState(tenant, session, user, secret, amr, acr, startedAt, usedAt, expiresAt, ended, replaced);
    }
}
