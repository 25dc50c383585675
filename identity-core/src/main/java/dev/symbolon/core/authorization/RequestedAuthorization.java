package dev.symbolon.core.authorization;

import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.client.ResponseType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a client asked for, checked: RFC 6749 §4.1.1 and OpenID Connect Core §3.1.2.1.
 *
 * @param resources     the audiences that tokens are to be for (RFC 8707 §2); empty when none was named
 * @param claims        what the {@code claims} parameter asked for (OpenID Connect Core §5.5)
 * @param codeChallenge S256 only (RFC 7636 §4.2)
 */
public record RequestedAuthorization(
        ClientId client,
        String redirectUri,
        ResponseType responseType,
        ResponseMode responseMode,
        List<String> scopes,
        List<String> resources,
        Optional<RequestedClaims> claims,
        Optional<String> nonce,
        Optional<String> codeChallenge,
        List<String> prompt,
        Optional<Duration> maxAge,
        List<String> acrValues) {
    public RequestedAuthorization {
        scopes = List.copyOf(scopes);
        resources = List.copyOf(resources);
        prompt = List.copyOf(prompt);
        acrValues = List.copyOf(acrValues);
    }
}
