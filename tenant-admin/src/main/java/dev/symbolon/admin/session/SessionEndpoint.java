package dev.symbolon.admin.session;

import static java.util.Objects.requireNonNull;

import dev.symbolon.admin.http.Answer;
import dev.symbolon.admin.http.Call;
import dev.symbolon.admin.http.Field;
import dev.symbolon.admin.http.Orders;
import dev.symbolon.admin.list.Lists;
import dev.symbolon.core.session.SessionCommand;
import dev.symbolon.core.session.SessionId;
import dev.symbolon.core.session.SessionState;
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
            @Field("Whether it was ended before that") boolean ended) {
        static SessionView of(SessionState state) {
            return new SessionView(
                    state.session().value(),
                    state.user().value(),
                    state.amr(),
                    state.acr(),
                    state.startedAt(),
                    state.usedAt(),
                    state.expiresAt(),
                    state.ended());
        }
    }

    public Answer list(Call call) {
        return lists.page(call, SessionState.FOLD, SessionId::new, SessionView::of);
    }

    public Answer read(Call call) {
        return orders.show(call, SessionState.FOLD, session(call), (_, state) -> SessionView.of(state));
    }

    public Answer end(Call call, Reason body) {
        return orders.change(
                call,
                SessionState.FOLD,
                session(call),
                (_, state) -> new SessionCommand.End(
                        state.tenant(), state.session(), requireNonNull(body.reason()), call.at()),
                SessionView::of);
    }

    private static SessionId session(Call call) {
        return call.id("session", SessionId::new);
    }
}
