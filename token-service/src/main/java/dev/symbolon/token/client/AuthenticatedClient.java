package dev.symbolon.token.client;

import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.client.ClientState;
import dev.symbolon.core.identifier.Identifier;
import dev.symbolon.core.identifier.SecretHash;
import dev.symbolon.ports.decision.Reading;
import dev.symbolon.token.http.ProtocolError;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Whether a token request comes from the client that it names. */
public sealed interface AuthenticatedClient {
    record Proven(ClientState client) implements AuthenticatedClient {}

    record Unproven(ProtocolError error) implements AuthenticatedClient {}

    /** The request's client, by exactly one method, which is the one that it registered. */
    static AuthenticatedClient of(TokenRequest request, Reading reading, Instant now) {
        List<PresentedClient> presented = ClientAuthenticationMethods.presented(request);
        if (presented.size() > 1) {
            // RFC 6749 §2.3: "MUST NOT use more than one authentication method in each request".
            return new Unproven(ProtocolError.direct(
                    "invalid_request", "Only one way of client authentication may be used.", "two-methods"));
        }
        if (presented.isEmpty()) {
            return refused("no-method");
        }
        PresentedClient shown = presented.getFirst();
        Optional<ClientState> client = Optional.of(shown.clientId())
                .filter(Identifier::wellFormed)
                .flatMap(id -> reading.state(ClientState.FOLD, new ClientId(id)));
        if (client.isEmpty()) {
            return refused("unknown-client");
        }
        return check(shown, client.get(), request, now)
                .<AuthenticatedClient>map(AuthenticatedClient::refused)
                .orElseGet(() -> new Proven(client.get()));
    }

    private static Optional<String> check(
            PresentedClient shown, ClientState client, TokenRequest request, Instant now) {
        if (!client.active()) {
            return Optional.of("suspended-client");
        }
        if (client.metadata().authentication() != shown.method()) {
            return Optional.of("other-method");
        }
        // RFC 6749 §3.2.1: a client_id beside other credentials names the same client.
        if (request.parameters()
                .value("client_id")
                .filter(id -> !id.equals(shown.clientId()))
                .isPresent()) {
            return Optional.of("two-clients");
        }
        return switch (shown.method()) {
            case NONE -> client.metadata().kind().confidential() ? Optional.of("confidential") : Optional.empty();
            case CLIENT_SECRET_BASIC, CLIENT_SECRET_POST ->
                shown.secret().filter(secret -> right(secret, client, now)).isPresent()
                        ? Optional.empty()
                        : Optional.of("wrong-secret");
        };
    }

    /** Every secret is compared, and each in constant time. */
    private static boolean right(String secret, ClientState client, Instant now) {
        SecretHash hash = SecretHash.of(secret);
        return client.secrets().stream()
                .filter(kept -> kept.expiresAt().map(now::isBefore).orElse(true))
                .map(kept -> kept.hash().matches(hash))
                .reduce(false, Boolean::logicalOr);
    }

    /** The same answer whatever was wrong: RFC 6749 §5.2. */
    private static AuthenticatedClient refused(String detail) {
        return new Unproven(ProtocolError.direct("invalid_client", "The client couldn't be authenticated.", detail));
    }
}
