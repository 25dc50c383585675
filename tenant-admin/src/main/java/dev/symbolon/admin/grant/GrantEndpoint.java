package dev.symbolon.admin.grant;

import static java.util.Objects.requireNonNull;

import dev.symbolon.admin.http.Answer;
import dev.symbolon.admin.http.Call;
import dev.symbolon.admin.http.Field;
import dev.symbolon.admin.http.Orders;
import dev.symbolon.admin.list.Lists;
import dev.symbolon.core.grant.GrantCommand;
import dev.symbolon.core.grant.GrantId;
import dev.symbolon.core.grant.GrantState;
import dev.symbolon.core.user.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** {@code /tenants/{tenant}/grants}: what was granted to applications. */
@Component
public final class GrantEndpoint {
    private final Orders orders;
    private final Lists lists;

    GrantEndpoint(Orders orders, Lists lists) {
        this.orders = orders;
        this.lists = lists;
    }

    public record Reason(
            @Field(value = "Why; it is in the audit trail", example = "token leaked", required = true) @Nullable
            String reason) {}

    public record GrantView(
            @Field(value = "Its id", example = "5h9k1m3n5p7q9r1s3t5v7w9x1y")
            String id,

            @Field("To which client") String client,
            @Field("On whose behalf, if on anybody's") Optional<String> user,
            @Field("What was granted") List<String> scopes,
            @Field("For which APIs") List<String> audience,
            @Field("When it began") Instant issuedAt,
            @Field("When all of it is over") Instant expiresAt,
            @Field("Whether every token of it is void") boolean revoked) {
        static GrantView of(GrantState state) {
            return new GrantView(
                    state.grant().value(),
                    state.client().value(),
                    state.origin().subject().map(UserId::value),
                    state.scopes(),
                    state.audience(),
                    state.issuedAt(),
                    state.expiresAt(),
                    state.revoked());
        }
    }

    public Answer list(Call call) {
        return lists.page(call, GrantState.FOLD, GrantId::new, GrantView::of);
    }

    public Answer read(Call call) {
        return orders.show(call, GrantState.FOLD, grant(call), (_, state) -> GrantView.of(state));
    }

    public Answer revoke(Call call, Reason body) {
        return orders.change(
                call,
                GrantState.FOLD,
                grant(call),
                (_, state) -> new GrantCommand.Revoke(
                        state.tenant(), state.grant(), requireNonNull(body.reason()), call.at()),
                GrantView::of);
    }

    private static GrantId grant(Call call) {
        return call.id("grant", GrantId::new);
    }
}
