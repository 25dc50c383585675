package dev.symbolon.core.session;

import dev.symbolon.core.aggregate.AggregateType;
import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.credential.CredentialState;
import dev.symbolon.core.event.SessionEvent;
import dev.symbolon.core.identifier.SecretHash;
import dev.symbolon.core.stream.Fold;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.UserId;
import dev.symbolon.core.user.UserState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A sign-in as it stands.
 *
 * @param standing what it rests on; empty where an earlier release began it
 * @param replaced whether it ended because the same browser signed in again: what it gave to applications goes on
 * @param signedOut whether whoever ended it tells its clients
 * @param clients  those that were given something in it, up to a bound
 * @param notified those of them that were told in the back that it is over
 */
public record SessionState(
        TenantId tenant,
        SessionId session,
        UserId user,
        SecretHash secret,
        List<String> amr,
        String acr,
        Optional<Standing> standing,
        Instant startedAt,
        Instant usedAt,
        Instant expiresAt,
        boolean ended,
        boolean replaced,
        boolean signedOut,
        Set<ClientId> clients,
        Set<ClientId> notified) {
    /** A use is written down when the last one on record is older than this. */
    public static final Duration ACTIVITY_GRAIN = Duration.ofMinutes(5);

    /** Why a session ended whose browser signed in again. */
    public static final String REPLACED = "replaced";

    public static final Fold<SessionState, SessionEvent> FOLD =
            new Fold<>(StreamType.SESSION, SessionEvent.class, SessionState.class, 5, SessionState::step);

    /** The aggregate whose state this is. */
    public static final AggregateType<Session, SessionState> AGGREGATE =
            new AggregateType<>(Session.class, FOLD, Session::new);

    /** Whether it still counts at that time, given how long it may lie idle. */
    public boolean liveAt(Instant at, Duration idle) {
        return !ended && at.isBefore(expiresAt) && at.isBefore(usedAt.plus(idle).plus(ACTIVITY_GRAIN));
    }

    /**
     * Whether its person was disabled since, though they may be let in again, or has another password or none, unless it was
     * chosen in this very session: who got in by what was known then has to sign in again.
     */
    public boolean outdated(UserState person, Optional<CredentialState> credential) {
        Standing now = new Standing(credential.map(CredentialState::passwords).orElse(0L), person.disables());
        return standing.map(then -> then.before(now))
                .orElseGet(() -> Stream.concat(
                                person.disabledAt().stream(), credential.flatMap(CredentialState::removedAt).stream())
                        .anyMatch(startedAt::isBefore));
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
                    e.standing(),
                    e.at(),
                    e.at(),
                    e.expiresAt(),
                    false,
                    false,
                    false,
                    Set.of(),
                    Set.of());
        }
        SessionState now = Objects.requireNonNull(before);
        return switch (event) {
            case SessionEvent.Started _ -> now;
            case SessionEvent.SignedOut _ -> now.ended(now.replaced, true);
            case SessionEvent.Confirmed e ->
                now.restingOn(now.standing.map(then -> new Standing(e.passwords(), then.disables())));
            case SessionEvent.Used e -> now.usedAt(e.at());
            case SessionEvent.ClientJoined e -> now.with(more(now.clients, e.client()), now.notified);
            case SessionEvent.ClientNotified e -> now.with(now.clients, more(now.notified, e.client()));
            case SessionEvent.Ended e -> now.ended(e.reason().equals(REPLACED), false);
        };
    }

    private static Set<ClientId> more(Set<ClientId> clients, ClientId one) {
        Set<ClientId> more = new HashSet<>(clients);
        more.add(one);
        return Set.copyOf(more);
    }

    private SessionState restingOn(Optional<Standing> standing) {
        return new SessionState(
                tenant, session, user, secret, amr, acr, standing, startedAt, usedAt, expiresAt, ended, replaced,
                signedOut, clients, notified);
    }

    private SessionState usedAt(Instant at) {
        return new SessionState(
                tenant, session, user, secret, amr, acr, standing, startedAt, at, expiresAt, ended, replaced, signedOut,
                clients, notified);
    }

    private SessionState ended(boolean byReplacement, boolean signedOut) {
        return new SessionState(
                tenant,
                session,
                user,
                secret,
                amr,
                acr,
                standing,
                startedAt,
                usedAt,
                expiresAt,
                true,
                byReplacement,
                signedOut,
                clients,
                notified);
    }

    private SessionState with(Set<ClientId> clients, Set<ClientId> notified) {
        return new SessionState(
                tenant, session, user, secret, amr, acr, standing, startedAt, usedAt, expiresAt, ended, replaced,
                signedOut, clients, notified);
    }
}
