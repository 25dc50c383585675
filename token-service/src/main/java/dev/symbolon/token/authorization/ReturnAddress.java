package dev.symbolon.token.authorization;

import dev.symbolon.token.http.ProtocolError;
import dev.symbolon.token.http.Urls;
import java.util.Optional;

/**
 * Where a client wants its answer: a verified redirect URI, and what it sent to recognize the answer by.
 *
 * @param issuer in every answer, so that two servers' answers can't be confused (RFC 9207)
 */
record ReturnAddress(String redirectUri, Optional<String> state, String issuer) {

    /** RFC 6749 §4.1.2. */
    String withCode(String code) {
        return with("code=" + Urls.encode(code));
    }

    /** RFC 6749 §4.1.2.1. */
    String withError(ProtocolError error) {
        return with("error=" + Urls.encode(error.code()) + "&error_description=" + Urls.encode(error.publicText()));
    }

    private String with(String answer) {
        return Urls.withQuery(
                redirectUri,
                answer + state.map(text -> "&state=" + Urls.encode(text)).orElse("") + "&iss=" + Urls.encode(issuer));
    }
}
