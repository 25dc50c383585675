package dev.symbolon.core.authorization;

import dev.symbolon.core.client.ClientId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a client asked for, checked: RFC 6749 §4.1.1 and OpenID Connect Core §3.1.2.1.
 *
 * @param codeChallenge S256 only (RFC 7636 §4.2)
 */
public record RequestedAuthorization(
        ClientId client,
        String redirectUri,
        List<String> scopes,
        Optional<String> nonce,
        Optional<String> codeChallenge,
        List<String> prompt,
        Optional<Duration> maxAge,
        List<String> acrValues) {
    public RequestedAuthorization {
        scopes = List.copyOf(scopes);
        prompt = List.copyOf(prompt);
        acrValues = List.copyOf(acrValues);
    }
}
