package dev.symbolon.token.authorization;

import dev.symbolon.core.authorization.ResponseMode;
import dev.symbolon.token.http.ProtocolError;
import dev.symbolon.token.http.Urls;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where a client wants its answer: a verified redirect URI, how the answer travels there, and what the client sent to
 * recognize it by.
 *
 * @param issuer in every answer, so that two servers' answers can't be confused (RFC 9207)
 */
record ReturnAddress(String redirectUri, ResponseMode mode, Optional<String> state, String issuer) {

    /** RFC 6749 §4.1.2.1. */
    static Map<String, String> error(ProtocolError error) {
        Map<String, String> content = new LinkedHashMap<>();
        content.put("error", error.code());
        content.put("error_description", error.publicText());
        return content;
    }

    /** The answer's parameters, complete. */
    Map<String, String> complete(Map<String, String> content) {
        Map<String, String> all = new LinkedHashMap<>(content);
        state.ifPresent(text -> all.put("state", text));
        all.put("iss", issuer);
        return all;
    }

    /** For the modes that are redirects. A registered redirect URI has no fragment of its own (RFC 6749 §3.1.2). */
    String with(Map<String, String> content) {
        String encoded = complete(content).entrySet().stream()
                .map(one -> one.getKey() + "=" + Urls.encode(one.getValue()))
                .collect(Collectors.joining("&"));
        return switch (mode) {
            case QUERY -> Urls.withQuery(redirectUri, encoded);
            case FRAGMENT -> redirectUri + "#" + encoded;
            case FORM_POST -> throw new IllegalStateException("a form is no redirect");
        };
    }
}
