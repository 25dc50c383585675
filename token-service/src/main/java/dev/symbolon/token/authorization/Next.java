package dev.symbolon.token.authorization;

import dev.symbolon.core.authorization.AuthorizationId;
import dev.symbolon.core.client.ClientState;
import dev.symbolon.core.client.SigningAlgorithm;
import dev.symbolon.token.http.ProtocolError;
import dev.symbolon.token.resource.Targets;
import dev.symbolon.token.session.LiveSession;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What an authorization request leads to. */
sealed interface Next {
    /** @param address present when the client may be told */
    record Refused(ProtocolError error, Optional<ReturnAddress> address, Optional<ClientState> client)
            implements Next {}

    record SignIn(ReturnAddress address, ClientState client, Optional<String> loginHint) implements Next {}

    /** @param asked the scopes that the page shows, and whose answer counts */
    record Consent(
            ReturnAddress address,
            ClientState client,
            LiveSession session,
            List<String> scopes,
            List<String> asked,
            Optional<ClaimsParameter> claims,
            Targets targets,
            AuthorizationId authorization)
            implements Next {}

    /** @param content code and tokens, made and signed when the commit is durable, once */
    record Answered(ReturnAddress address, Supplier<Map<String, String>> content) implements Next {}

    record Denied(ReturnAddress address) implements Next {}

    /** The page was answered before. */
    record AlreadyDecided() implements Next {}

    /** The tenant has no key of that algorithm yet. */
    record KeyMissing(SigningAlgorithm algorithm) implements Next {}
}
