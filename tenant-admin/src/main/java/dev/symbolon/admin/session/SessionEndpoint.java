package dev.symbolon.admin.session;

import static java.util.Objects.requireNonNull;

import dev.symbolon.admin.http.Answer;
import dev.symbolon.admin.http.Call;
import dev.symbolon.admin.http.Field;
import dev.symbolon.admin.http.Orders;
import dev.symbolon.admin.list.Lists;
import dev.symbolon.core.credential.CredentialState;
import dev.symbolon.core.session.SessionCommand;
import dev.symbolon.core.session.SessionId;
import dev.symbolon.core.session.SessionState;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.user.UserState;
import dev.symbolon.ports.decision.Reading;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** {@code /tenants/{tenant}/sessions}: who is signed in. */
@Component
public final class SessionEndpoint {
    private final Orders orders;
    private final Lists lists;

    SessionEndpoint(Orders orders, Lists lists) {
        this.orders = orders;
        this.lists = lists;
    }

    public record Reason(
            @Field(value = "Why; it is in the audit trail", example = "lost device", required = true) @Nullable
            String reason) {}

    public record SessionView(
            @Field(value = "Its id: the sid of ID tokens", example = "1d5f7h9j2k4m6n8p0q2r4s6t8v")
            String id,

            @Field(value = "Who", example = "7a2m4k9p1q3r5t6w8x0y2z4b6d")
            String user,

            @Field("By what methods (RFC 8176)") List<String> amr,
            @Field("Authentication context class") String acr,
            @Field("When they signed in") Instant startedAt,

            @Field("When it was last seen in use, to five minutes")
            Instant usedAt,

            @Field("When it is over at the latest") Instant expiresAt,
            @Field("Whether it was over before that") boolean ended) {
        static SessionView of(Reading reading, SessionState state) {
            return of(state, state.ended() || outdated(reading, state));
        }

        private static SessionView of(SessionState state, boolean ended) {
            return new SessionView(
                    state.session().value(),
                    state.user().value(),
                    state.amr(),
                    state.acr(),
                    state.startedAt(),
                    state.usedAt(),
                    state.expiresAt(),
                    ended);
        }

        /** Nobody ends the sessions of a person who is disabled: they are over by that. */
        private static boolean outdated(Reading reading, SessionState state) {
            return reading.state(UserState.FOLD, state.user())
                    .filter(person -> state.outdated(person, reading.state(CredentialState.FOLD, state.user())))
                    .isPresent();
        }
    }

    public Answer list(Call call) {
        return lists.page(
                call,
                StreamType.SESSION,
                (reading, id) -> reading.state(SessionState.FOLD, new SessionId(id))
                        .map(state -> SessionView.of(reading, state)));
    }

    public Answer read(Call call) {
        return orders.show(call, SessionState.FOLD, session(call), SessionView::of);
    }

    public Answer end(Call call, Reason body) {
        return orders.change(
                call,
                SessionState.FOLD,
                session(call),
                (_, state) -> new SessionCommand.End(
                        state.tenant(), state.session(), requireNonNull(body.reason()), call.at()),
                state -> SessionView.of(state, state.ended()));
    }

    private static SessionId session(Call call) {
        return call.id("session", SessionId::new);
    }
}
