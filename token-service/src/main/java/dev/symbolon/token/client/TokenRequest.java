package dev.symbolon.token.client;

import dev.symbolon.token.http.Parameters;
import java.util.Optional;

/** A request to the token endpoint: its body's parameters and its Authorization header. */
public record TokenRequest(Parameters parameters, Optional<String> authorization) {
    @Override
    public String toString() {
        return "TokenRequest[…]";
    }
}
