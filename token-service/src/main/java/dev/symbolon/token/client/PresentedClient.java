package dev.symbolon.token.client;

import dev.symbolon.core.client.ClientAuthentication;
import java.util.Optional;

/** Who a token request says it comes from, and what it shows for it; nothing of it is believed yet. */
public record PresentedClient(ClientAuthentication method, String clientId, Optional<String> secret) {
    @Override
    public String toString() {
        return "PresentedClient[" + method + "]";
    }
}
