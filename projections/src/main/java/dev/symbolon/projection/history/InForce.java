package dev.symbolon.projection.history;

import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.client.ClientState;
import dev.symbolon.core.consent.ConsentState;
import dev.symbolon.core.credential.CredentialState;
import dev.symbolon.core.grant.GrantState;
import dev.symbolon.core.revocation.Holder;
import dev.symbolon.core.session.SessionState;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.LoginPolicy;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.tenant.TenantState;
import dev.symbolon.core.user.UserId;
import dev.symbolon.core.user.UserState;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Whether something counted at a moment, by itself and by what it stands on; times are the moment's, not ours. */
@Component
final class InForce {
    private final Past past;

    InForce(Past past) {
        this.past = past;
    }

    /** What kept it from counting; empty when it counted. */
    List<String> but(StreamId stream, Object state, Moment moment) {
        return but(state, new Takings(past, stream.tenant(), moment), stream.tenant());
    }

    /** The same of a grant, for who asks about many at one moment. */
    List<String> but(GrantState grant, Takings then) {
        return but(grant, then, grant.tenant());
    }

    private static List<String> but(Object state, Takings then, TenantId tenant) {
        // One thing may be said by a state and by what it took away.
        Set<String> but = new LinkedHashSet<>();
        tenant(tenant, then).ifPresent(but::add);
        switch (state) {
            case ClientState client -> suspended(client).ifPresent(but::add);
            case UserState user -> status(user).ifPresent(but::add);
            case ConsentState consent -> consent(consent, then, but);
            case SessionState session -> session(session, then, but);
            case GrantState grant -> grant(grant, then, but);
            default -> {
                // Whatever else there is counts from its first event on.
            }
        }
        return List.copyOf(but);
    }

    private static void consent(ConsentState consent, Takings then, Set<String> but) {
        client(consent.tenant(), consent.client(), then).ifPresent(but::add);
        user(consent.tenant(), consent.user(), then).ifPresent(but::add);
        if (consent.scopes().isEmpty()) {
            but.add("the consent was withdrawn");
        }
    }

    private static void session(SessionState session, Takings then, Set<String> but) {
        Instant at = then.moment().instant();
        user(session.tenant(), session.user(), then).ifPresent(but::add);
        if (session.ended()) {
            but.add("the session had ended");
        } else if (!at.isBefore(session.expiresAt())) {
            but.add("the session had expired");
        } else if (!session.liveAt(at, policy(session.tenant(), then).sessionIdle())) {
            but.add("the session had been idle for too long");
        } else if (outdated(session, then)) {
            but.add("all that the person had was taken away after it began");
        }
    }

    private static boolean outdated(SessionState session, Takings then) {
        return then.state(UserState.FOLD, StreamId.of(session.tenant(), StreamType.USER, session.user()))
                .filter(person -> session.outdated(
                        person,
                        then.state(
                                CredentialState.FOLD,
                                StreamId.of(session.tenant(), StreamType.CREDENTIAL, session.user()))))
                .isPresent();
    }

    /** What it stands on may count again; the grant doesn't, once its tokens were taken away. */
    private static void grant(GrantState grant, Takings then, Set<String> but) {
        client(grant.tenant(), grant.client(), then).ifPresent(but::add);
        grant.origin()
                .subject()
                .flatMap(user -> user(grant.tenant(), user, then))
                .ifPresent(but::add);
        but.addAll(then.took(Holder.of(grant), grant.grant(), grant.clock()));
        if (!grant.revoked() && !then.moment().instant().isBefore(grant.expiresAt())) {
            but.add("the grant had expired");
        }
    }

    private static Optional<String> tenant(TenantId tenant, Takings then) {
        return then.state(TenantState.FOLD, StreamId.of(tenant, StreamType.TENANT, tenant))
                .flatMap(state -> switch (state.status()) {
                    case ACTIVE -> Optional.empty();
                    case SUSPENDED -> Optional.of("the tenant was suspended");
                    case OFF_BOARDED -> Optional.of("the tenant was off-boarded");
                });
    }

    private static LoginPolicy policy(TenantId tenant, Takings then) {
        return then.state(TenantState.FOLD, StreamId.of(tenant, StreamType.TENANT, tenant))
                .map(TenantState::loginPolicy)
                .orElse(LoginPolicy.STANDARD);
    }

    private static Optional<String> client(TenantId tenant, ClientId client, Takings then) {
        return then.state(ClientState.FOLD, StreamId.of(tenant, StreamType.CLIENT, client))
                .flatMap(InForce::suspended);
    }

    private static Optional<String> user(TenantId tenant, UserId user, Takings then) {
        return then.state(UserState.FOLD, StreamId.of(tenant, StreamType.USER, user))
                .flatMap(InForce::status);
    }

    private static Optional<String> suspended(ClientState client) {
        return client.active() ? Optional.empty() : Optional.of("the client was suspended");
    }

    private static Optional<String> status(UserState user) {
        return switch (user.status()) {
            case ACTIVE -> Optional.empty();
            case DISABLED -> Optional.of("the account was disabled");
            case ERASED -> Optional.of("the account was erased");
        };
    }
}
