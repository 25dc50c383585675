package dev.symbolon.admin.consent;

import static java.util.Objects.requireNonNull;

import dev.symbolon.admin.http.Answer;
import dev.symbolon.admin.http.Call;
import dev.symbolon.admin.http.Field;
import dev.symbolon.admin.http.Orders;
import dev.symbolon.admin.list.Lists;
import dev.symbolon.core.consent.ConsentCommand;
import dev.symbolon.core.consent.ConsentId;
import dev.symbolon.core.consent.ConsentState;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** {@code /tenants/{tenant}/consents}: what people agreed to. */
@Component
public final class ConsentEndpoint {
    private final Orders orders;
    private final Lists lists;

    ConsentEndpoint(Orders orders, Lists lists) {
        this.orders = orders;
        this.lists = lists;
    }

    public record Reason(
            @Field(value = "Why; it is in the audit trail", example = "asked by phone", required = true) @Nullable
            String reason) {}

    public record ConsentView(
            @Field(value = "Its id: person and client", example = "7a2m…~9b3n…")
            String id,

            @Field("Who agreed") String user,
            @Field("To which client's access") String client,

            @Field("What the client may have without asking again; nothing after a withdrawal")
            List<String> scopes) {
        static ConsentView of(ConsentState state) {
            return new ConsentView(
                    ConsentId.of(state.user(), state.client()).value(),
                    state.user().value(),
                    state.client().value(),
                    state.scopes().stream().sorted().toList());
        }
    }

    public Answer list(Call call) {
        return lists.page(call, ConsentState.FOLD, ConsentId::new, ConsentView::of);
    }

    public Answer read(Call call) {
        return orders.show(call, ConsentState.FOLD, consent(call), (_, state) -> ConsentView.of(state));
    }

    public Answer withdraw(Call call, Reason body) {
        return orders.change(
                call,
                ConsentState.FOLD,
                consent(call),
                (_, state) -> new ConsentCommand.Withdraw(
                        state.tenant(), state.user(), state.client(), requireNonNull(body.reason()), call.at()),
                ConsentView::of);
    }

    private static ConsentId consent(Call call) {
        return call.id("consent", ConsentId::new);
    }
}
