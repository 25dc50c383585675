package dev.symbolon.token.authorization;

import dev.symbolon.core.authorization.AuthorizationId;
import dev.symbolon.core.client.ClientState;
import dev.symbolon.core.resource.ResourceState;
import dev.symbolon.token.http.ProtocolError;
import dev.symbolon.token.session.LiveSession;
import java.util.List;
import java.util.Optional;

/** What an authorization request leads to. */
sealed interface Next {
    /** @param address present when the client may be told */
    record Refused(ProtocolError error, Optional<ReturnAddress> address, Optional<ClientState> client)
            implements Next {}

    record SignIn(ReturnAddress address, ClientState client, Optional<String> loginHint) implements Next {}

    record Consent(
            ReturnAddress address,
            ClientState client,
            LiveSession session,
            List<String> scopes,
            List<ResourceState> resources,
            AuthorizationId authorization)
            implements Next {}

    /** @param code the code's full text */
    record Code(ReturnAddress address, String code) implements Next {
        @Override
        public String toString() {
            return "Code[…]";
        }
    }

    record Denied(ReturnAddress address) implements Next {}

    /** The page was answered before. */
    record AlreadyDecided() implements Next {}
}
