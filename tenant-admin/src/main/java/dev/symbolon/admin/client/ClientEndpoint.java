package dev.symbolon.admin.client;

import static java.util.Objects.requireNonNull;

import dev.symbolon.admin.http.AdminRefusal;
import dev.symbolon.admin.http.AdminScopes;
import dev.symbolon.admin.http.Answer;
import dev.symbolon.admin.http.Call;
import dev.symbolon.admin.http.Field;
import dev.symbolon.admin.http.Orders;
import dev.symbolon.admin.list.Lists;
import dev.symbolon.admin.role.RoleChecks;
import dev.symbolon.admission.access.PlatformApi;
import dev.symbolon.core.client.ClientCommand;
import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.client.ClientMetadata;
import dev.symbolon.core.client.ClientSecret;
import dev.symbolon.core.client.ClientState;
import dev.symbolon.core.client.Permission;
import dev.symbolon.core.identifier.Randomness;
import dev.symbolon.core.identifier.Secret;
import dev.symbolon.core.resource.ResourceMetadata;
import dev.symbolon.core.resource.ResourceState;
import dev.symbolon.core.role.AdminPermission;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.ports.decision.Reading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** {@code /tenants/{tenant}/clients}: the applications that ask for tokens. */
@Component
public final class ClientEndpoint {
    private final Orders orders;
    private final Lists lists;
    private final Randomness randomness;
    private final SectorIdentifiers sectors;

    ClientEndpoint(Orders orders, Lists lists, Randomness randomness, SectorIdentifiers sectors) {
        this.orders = orders;
        this.lists = lists;
        this.randomness = randomness;
        this.sectors = sectors;
    }

    public record Rotation(
            @Field(
                    value = "How long the secret before still counts",
                    example = "86400",
                    required = true,
                    greatest = 2_592_000)
            @Nullable
            Integer overlapSeconds) {}

    public record Reason(
            @Field(value = "Why; it is in the audit trail", example = "compromised", required = true) @Nullable
            String reason) {}

    public Answer list(Call call) {
        return lists.page(
                call,
                StreamType.CLIENT,
                (reading, id) -> reading.state(ClientState.FOLD, new ClientId(id))
                        .map(state -> ClientView.of(state, Optional.empty())));
    }

    /** Registers; the answer is the only time that the secret is shown. */
    public Answer register(Call call, ClientSettings body) {
        ClientMetadata metadata = Metadata.of(body);
        inSector(metadata);
        ClientId client = new ClientId(orders.freshId());
        Optional<Secret> secret = metadata.kind().confidential() ? Optional.of(randomness.secret()) : Optional.empty();
        List<ClientSecret> secrets = secret.map(fresh -> secret(fresh, Optional.empty()))
                .map(List::of)
                .orElseGet(List::of);
        return orders.begin(
                call,
                ClientState.FOLD,
                client,
                secret.map(Secret::reveal),
                reading -> {
                    offered(call, reading, metadata);
                    return new ClientCommand.Register(call.tenant(), client, metadata, secrets, call.at());
                },
                ClientView::of);
    }

    public Answer read(Call call) {
        return orders.show(call, ClientState.FOLD, client(call), (_, state) -> ClientView.of(state, Optional.empty()));
    }

    public Answer change(Call call) {
        return act(call, Optional.empty(), (reading, state) -> {
            ClientMetadata metadata = changed(call, state.metadata());
            offered(call, reading, metadata);
            if (!metadata.subject().equals(state.metadata().subject())
                    || !metadata.redirectUris().equals(state.metadata().redirectUris())) {
                inSector(metadata);
            }
            return new ClientCommand.Change(state.tenant(), state.client(), metadata, call.at());
        });
    }

    /** How an app proves itself follows its kind, where the change of kind doesn't say how: which one there is, core knows. */
    private static ClientMetadata changed(Call call, ClientMetadata now) {
        ClientSettings settings = Metadata.settings(now);
        ClientMetadata next = Metadata.of(call.patched(settings, ClientSettings.class));
        return next.kind() == now.kind()
                ? next
                : Metadata.of(call.patched(settings.withoutAuthentication(), ClientSettings.class));
    }

    /** A new secret; the one before counts as long as the overlap says, and any older one is gone. */
    public Answer rotate(Call call, Rotation body) {
        Secret secret = randomness.secret();
        Instant until = call.at().plusSeconds(requireNonNull(body.overlapSeconds()));
        return act(call, Optional.of(secret.reveal()), (_, state) -> {
            List<ClientSecret> secrets = new ArrayList<>(List.of(secret(secret, Optional.empty())));
            state.secrets().stream()
                    .filter(each -> each.expiresAt().isEmpty() && until.isAfter(call.at()))
                    .findFirst()
                    .ifPresent(each -> secrets.add(new ClientSecret(each.id(), each.hash(), Optional.of(until))));
            return new ClientCommand.ChangeSecrets(state.tenant(), state.client(), secrets, call.at());
        });
    }

    public Answer suspend(Call call, Reason body) {
        return act(
                call,
                Optional.empty(),
                (_, state) -> new ClientCommand.Suspend(
                        state.tenant(), state.client(), requireNonNull(body.reason()), call.at()));
    }

    public Answer reactivate(Call call) {
        return act(
                call,
                Optional.empty(),
                (_, state) -> new ClientCommand.Reactivate(state.tenant(), state.client(), call.at()));
    }

    /** The console is the platform's own; and nobody acts on an application that may do more than they. */
    private Answer act(Call call, Optional<String> secret, BiFunction<Reading, ClientState, ClientCommand> order) {
        ClientId client = client(call);
        return orders.change(
                call,
                ClientState.FOLD,
                client,
                secret,
                (reading, state) -> {
                    if (AdminScopes.OWN.contains(client)) {
                        throw AdminRefusal.decided("platform-owned");
                    }
                    RoleChecks.held(call.caller(), powers(state.metadata()));
                    return order.apply(reading, state);
                },
                ClientView::of);
    }

    private void inSector(ClientMetadata metadata) {
        sectors.fault(metadata).ifPresent(fault -> {
            throw AdminRefusal.decided(fault);
        });
    }

    /** A permission is for what an API of this tenant offers; one of this API, for what the caller holds. */
    private static void offered(Call call, Reading reading, ClientMetadata metadata) {
        for (Permission permission : metadata.permissions()) {
            boolean offered = reading.state(ResourceState.FOLD, permission.resource())
                    .map(api -> api.metadata().scopes().stream()
                            .map(ResourceMetadata.Scope::name)
                            .collect(Collectors.toSet())
                            .containsAll(permission.scopes()))
                    .orElse(false);
            if (!offered) {
                throw AdminRefusal.decided("unknown-permission");
            }
        }
        RoleChecks.held(call.caller(), powers(metadata));
    }

    private static List<AdminPermission> powers(ClientMetadata metadata) {
        return metadata.permissions().stream()
                .filter(permission -> PlatformApi.of(permission.resource()).isPresent())
                .flatMap(permission -> permission.scopes().stream())
                .flatMap(scope -> AdminPermission.ofScope(scope).stream())
                .toList();
    }

    private ClientSecret secret(Secret secret, Optional<Instant> expiresAt) {
        return new ClientSecret(orders.freshId(), secret.hash(), expiresAt);
    }

    private static ClientId client(Call call) {
        return call.id("client", ClientId::new);
    }
}
