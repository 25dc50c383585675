package dev.symbolon.token.authorization;

import static dev.symbolon.token.http.ProtocolError.byRedirect;

import dev.symbolon.core.authorization.ResponseMode;
import dev.symbolon.core.client.ClientMetadata;
import dev.symbolon.core.client.ResponseType;
import dev.symbolon.token.http.ProtocolError;
import dev.symbolon.token.scope.Scopes;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What is to be answered, how the answer travels, and what protects it on its way. */
final class FlowChecks {
    static final List<ResponseType> RESPONSE_TYPES = List.of(ResponseType.values());
    static final List<String> RESPONSE_MODES =
            Arrays.stream(ResponseMode.values()).map(ResponseMode::parameter).toList();
    static final List<String> CHALLENGE_METHODS = List.of("S256");

    private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");

    /**
     * Settles the form of every answer from here on, errors too: a mode that can't be had falls back to the response
     * type's own, an unknown type to the code's (OAuth 2.0 Multiple Response Type Encoding Practices §2.1 and §5).
     */
    static Optional<ProtocolError> answerForm(Draft draft) {
        draft.responseType = draft.parameters
                .value("response_type")
                .flatMap(ResponseType::named)
                .filter(RESPONSE_TYPES::contains)
                .orElse(null);
        ResponseType type = draft.responseType == null ? ResponseType.CODE : draft.responseType;
        draft.responseMode =
                asked(draft).filter(mode -> mode.carries(type)).orElseGet(() -> ResponseMode.standard(type));
        return Optional.empty();
    }

    private static Optional<ResponseMode> asked(Draft draft) {
        // A form can be sent to a web address only.
        return draft.parameters
                .value("response_mode")
                .flatMap(ResponseMode::named)
                .filter(mode -> mode != ResponseMode.FORM_POST
                        || draft.redirectUri().startsWith("https://")
                        || draft.redirectUri().startsWith("http://"));
    }

    static Optional<ProtocolError> responseMode(Draft draft) {
        boolean had = asked(draft).filter(mode -> mode == draft.responseMode).isPresent();
        return had || !draft.parameters.has("response_mode")
                ? Optional.empty()
                : Optional.of(
                        byRedirect("invalid_request", "This response_mode can't carry this answer.", "response-mode"));
    }

    static Optional<ProtocolError> responseType(Draft draft) {
        if (!draft.parameters.has("response_type")) {
            return Optional.of(byRedirect("invalid_request", "response_type is missing.", "no-response-type"));
        }
        return draft.responseType == null
                ? Optional.of(
                        byRedirect("unsupported_response_type", "This response_type isn't supported.", "response-type"))
                : Optional.empty();
    }

    /** Off unless the client has it by name: nothing that a request says turns it on. */
    static Optional<ProtocolError> grantedFlow(Draft draft) {
        ClientMetadata client = draft.client().metadata();
        boolean given = client.responseTypes().contains(draft.responseType())
                && client.grantTypes().containsAll(draft.responseType().grants());
        return given
                ? Optional.empty()
                : Optional.of(
                        byRedirect("unauthorized_client", "The client wasn't given this flow.", "flow-not-given"));
    }

    static Optional<ProtocolError> pkce(Draft draft) {
        if (!draft.responseType().code()) {
            // RFC 7636 protects codes; there is none.
            return Optional.empty();
        }
        Optional<String> challenge = draft.parameters.value("code_challenge");
        Optional<String> method = draft.parameters.value("code_challenge_method");
        if (challenge.isEmpty()) {
            boolean needed = draft.client().metadata().pkceRequired()
                    || !draft.client().metadata().kind().confidential();
            return needed || method.isPresent()
                    ? Optional.of(byRedirect("invalid_request", "code_challenge is missing.", "no-challenge"))
                    : Optional.empty();
        }
        // RFC 7636 §4.3: an absent method means plain, which shows the verifier to whoever reads the request.
        if (method.filter(CHALLENGE_METHODS::contains).isEmpty()) {
            return Optional.of(byRedirect("invalid_request", "code_challenge_method must be S256.", "plain-challenge"));
        }
        draft.codeChallenge = challenge;
        return CHALLENGE.matcher(challenge.get()).matches()
                ? Optional.empty()
                : Optional.of(byRedirect("invalid_request", "code_challenge isn't well-formed.", "bad-challenge"));
    }

    // OpenID Connect Core §3.2.2.1 and §3.3.2.11: an ID token from here holds the nonce that the client sent, or else a
    // stolen one could be put into its answer. And only an OpenID Connect request has an ID token at all (§3.1.2.1).
    static Optional<ProtocolError> idTokenAskedFor(Draft draft) {
        if (!draft.responseType().idToken()) {
            return Optional.empty();
        }
        if (!draft.scopes.contains(Scopes.OPENID)) {
            return Optional.of(byRedirect("invalid_scope", "An ID token needs the scope openid.", "no-openid"));
        }
        return draft.parameters.has("nonce")
                ? Optional.empty()
                : Optional.of(byRedirect("invalid_request", "nonce is missing.", "no-nonce"));
    }

    private FlowChecks() {}
}
