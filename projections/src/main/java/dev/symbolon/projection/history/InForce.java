package dev.symbolon.projection.history;

import dev.symbolon.core.client.ClientState;
import dev.symbolon.core.consent.ConsentState;
import dev.symbolon.core.grant.GrantState;
import dev.symbolon.core.session.SessionState;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.LoginPolicy;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.tenant.TenantState;
import dev.symbolon.core.tenant.TenantStatus;
import dev.symbolon.core.user.UserState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
        TenantId tenant = stream.tenant();
        List<String> but = new ArrayList<>();
        tenant(tenant, moment).ifPresent(but::add);
        switch (state) {
            case ClientState client -> suspended(client).ifPresent(but::add);
            case UserState user -> status(user).ifPresent(but::add);
            case ConsentState consent -> {
                if (consent.scopes().isEmpty()) {
                    but.add("the consent was withdrawn");
                }
            }
            case SessionState session -> session(session, moment, but);
            case GrantState grant -> grant(grant, moment, but);
            default -> {
                // Whatever else there is counts from its first event on.
            }
        }
        return but;
    }

    private void session(SessionState session, Moment moment, List<String> but) {
        user(session.tenant(), session.user().value(), moment).ifPresent(but::add);
        if (session.ended()) {
            but.add("the session had ended");
        } else if (!moment.instant().isBefore(session.expiresAt())) {
            but.add("the session had expired");
        } else if (!session.liveAt(
                moment.instant(), policy(session.tenant(), moment).sessionIdle())) {
            but.add("the session had been idle for too long");
        }
    }

    private void grant(GrantState grant, Moment moment, List<String> but) {
        past.state(
                        ClientState.FOLD,
                        new StreamId(
                                grant.tenant(),
                                StreamType.CLIENT,
                                grant.client().value()),
                        moment)
                .flatMap(was -> suspended(was.state()))
                .ifPresent(but::add);
        if (grant.revoked()) {
            but.add("the grant had been revoked");
        } else if (!moment.instant().isBefore(grant.expiresAt())) {
            but.add("the grant had expired");
        }
    }

    private Optional<String> tenant(TenantId tenant, Moment moment) {
        return past.state(TenantState.FOLD, StreamId.of(tenant, StreamType.TENANT, tenant), moment)
                .filter(was -> was.state().status() != TenantStatus.ACTIVE)
                .map(_ -> "the tenant was suspended");
    }

    private LoginPolicy policy(TenantId tenant, Moment moment) {
        return past.state(TenantState.FOLD, StreamId.of(tenant, StreamType.TENANT, tenant), moment)
                .map(was -> was.state().loginPolicy())
                .orElse(LoginPolicy.STANDARD);
    }

    private Optional<String> user(TenantId tenant, String user, Moment moment) {
        return past.state(UserState.FOLD, new StreamId(tenant, StreamType.USER, user), moment)
                .flatMap(was -> status(was.state()));
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
