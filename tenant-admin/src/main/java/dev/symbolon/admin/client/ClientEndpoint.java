package dev.symbolon.admin.client;

import dev.symbolon.admin.http.AdminRefusal;
import dev.symbolon.admin.http.Calls;
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
import dev.symbolon.core.stream.Position;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.ports.decision.Reading;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /admin/v1/tenants/{tenant}/clients}: the applications that ask for tokens. */
@RestController
@RequestMapping("/admin/v1/tenants/{tenant}/clients")
final class ClientEndpoint {
    private final Calls calls;
    private final Randomness randomness;

    ClientEndpoint(Calls calls, Randomness randomness) {
        this.calls = calls;
        this.randomness = randomness;
    }

    /** Registers; the answer is the only time that the secret is shown. */
    @PostMapping
    ResponseEntity<ClientView> register(@PathVariable String tenant, @RequestBody NewClient body) {
        TenantId id = Calls.tenant(tenant);
        ClientMetadata metadata = body.metadata();
        ClientId client = new ClientId(calls.freshId());
        Optional<Secret> secret = metadata.kind().confidential() ? Optional.of(randomness.secret()) : Optional.empty();
        List<ClientSecret> secrets = secret.map(
                        fresh -> new ClientSecret(calls.freshId(), fresh.hash(), Optional.empty()))
                .map(List::of)
                .orElseGet(List::of);
        Optional<Position> position = calls.in(id, reading -> {
            metadata.permissions().forEach(permission -> offered(reading, permission));
            return calls.commit(reading, new ClientCommand.Register(id, client, metadata, secrets, calls.now()));
        });
        return Calls.created(
                "/admin/v1/tenants/" + tenant + "/clients/" + client.value(),
                position,
                ClientView.of(client, metadata, true, secret.map(Secret::reveal)));
    }

    /** A permission is for what an API of this tenant offers. */
    private static void offered(Reading reading, Permission permission) {
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

    @GetMapping("/{client}")
    ResponseEntity<ClientView> read(@PathVariable String tenant, @PathVariable String client) {
        ClientId id = Calls.id("client", client, ClientId::new);
        return Calls.done(
                Optional.empty(),
                calls.in(
                        Calls.tenant(tenant),
                        reading -> reading.state(ClientState.FOLD, id)
                                .map(state -> ClientView.of(id, state.metadata(), state.active(), Optional.empty()))
                                .orElseThrow(() -> AdminRefusal.unknown("client"))));
    }
}
