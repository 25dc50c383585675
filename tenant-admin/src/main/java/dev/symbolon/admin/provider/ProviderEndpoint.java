package dev.symbolon.admin.provider;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.symbolon.admin.http.AdminRefusal;
import dev.symbolon.admin.http.Answer;
import dev.symbolon.admin.http.Call;
import dev.symbolon.admin.http.Field;
import dev.symbolon.admin.http.Orders;
import dev.symbolon.admin.list.Lists;
import dev.symbolon.core.provider.ProviderCommand;
import dev.symbolon.core.provider.ProviderId;
import dev.symbolon.core.provider.ProviderMetadata;
import dev.symbolon.core.provider.ProviderState;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.ports.secret.KeyVault;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** {@code /tenants/{tenant}/identity-providers}: where people may come from. */
@Component
public final class ProviderEndpoint {
    private final Orders orders;
    private final Lists lists;
    private final KeyVault vault;

    ProviderEndpoint(Orders orders, Lists lists, KeyVault vault) {
        this.orders = orders;
        this.lists = lists;
        this.vault = vault;
    }

    public record ProviderSettings(
            @Field(value = "On the button of the sign-in page", example = "Hotel group", required = true, longest = 100)
            @Nullable
            String name,

            @Field(
                    value = "Its issuer, an https URL; never changes",
                    example = "https://id.hotel-group.example",
                    required = true,
                    settled = true,
                    longest = 500)
            @Nullable
            String issuer,

            @Field(value = "By which it knows this tenant", example = "grand-hotel", required = true) @Nullable
            String clientId,

            @Field(value = "The secret that it knows this tenant by; never shown, removed by null", longest = 500)
            @Nullable
            String clientSecret,

            @Field(value = "Scopes that it is asked for", most = 20) @Nullable
            List<@Nullable String> scopes,

            @Field("Whether people may come from there") @Nullable
            Boolean enabled) {
        /** Shows no secret. */
        @Override
        public String toString() {
            return "ProviderSettings[" + name + "]";
        }
    }

    public record ProviderView(
            @Field(value = "Its id", example = "6m8n1p3q5r7s9t1v3w5x7y9z1a")
            String id,

            @JsonUnwrapped ProviderSettings settings,
            @Field("Whether there is a secret") boolean hasSecret) {
        static ProviderView of(ProviderState state) {
            return new ProviderView(
                    state.provider().value(),
                    ProviderEndpoint.settings(state.metadata()),
                    state.metadata().vaultEntry().isPresent());
        }
    }

    public Answer list(Call call) {
        return lists.page(
                call,
                StreamType.PROVIDER,
                (reading, id) -> reading.state(ProviderState.FOLD, new ProviderId(id))
                        .filter(state -> !state.removed())
                        .map(ProviderView::of));
    }

    public Answer read(Call call) {
        return orders.show(call, ProviderState.FOLD, provider(call), (_, state) -> ProviderView.of(there(state)));
    }

    public Answer configure(Call call, ProviderSettings body) {
        ProviderId provider = new ProviderId(orders.freshId());
        ProviderSecret secret = new ProviderSecret(orders, vault, call, provider);
        return secret.decide(() -> orders.begin(
                call,
                ProviderState.FOLD,
                provider,
                _ -> new ProviderCommand.Configure(
                        call.tenant(),
                        provider,
                        metadata(body, secret.keep(Optional.ofNullable(body.clientSecret()))),
                        call.at()),
                ProviderView::of));
    }

    public Answer change(Call call) {
        ProviderSecret secret = new ProviderSecret(orders, vault, call, provider(call));
        return secret.decide(() -> orders.change(
                call,
                ProviderState.FOLD,
                provider(call),
                (_, state) -> {
                    ProviderSettings settings =
                            call.patched(settings(there(state).metadata()), ProviderSettings.class);
                    secret.met(state);
                    Optional<String> entry = secret.keep(Optional.ofNullable(settings.clientSecret()))
                            .or(() -> call.removes("clientSecret")
                                    ? Optional.empty()
                                    : state.metadata().vaultEntry());
                    return new ProviderCommand.Change(
                            state.tenant(), state.provider(), metadata(settings, entry), call.at());
                },
                ProviderView::of));
    }

    public Answer remove(Call call) {
        ProviderSecret secret = new ProviderSecret(orders, vault, call, provider(call));
        return secret.decide(() -> orders.change(
                        call,
                        ProviderState.FOLD,
                        provider(call),
                        (_, state) -> {
                            secret.met(there(state));
                            return new ProviderCommand.Remove(state.tenant(), state.provider(), call.at());
                        },
                        ProviderView::of)
                .empty());
    }

    private static ProviderState there(ProviderState state) {
        if (state.removed()) {
            throw AdminRefusal.unknown("provider");
        }
        return state;
    }

    private static ProviderMetadata metadata(ProviderSettings body, Optional<String> vaultEntry) {
        return new ProviderMetadata(
                requireNonNull(body.name()),
                requireNonNull(body.issuer()),
                requireNonNull(body.clientId()),
                body.scopes() == null
                        ? List.of("openid", "email", "profile")
                        : body.scopes().stream()
                                .map(scope -> requireNonNull(scope))
                                .toList(),
                body.enabled() == null || body.enabled(),
                vaultEntry);
    }

    private static ProviderSettings settings(ProviderMetadata metadata) {
        return new ProviderSettings(
                metadata.name(),
                metadata.issuer(),
                metadata.clientId(),
                null,
                metadata.scopes().stream().<@Nullable String>map(scope -> scope).toList(),
                metadata.enabled());
    }

    private static ProviderId provider(Call call) {
        return call.id("provider", ProviderId::new);
    }
}
