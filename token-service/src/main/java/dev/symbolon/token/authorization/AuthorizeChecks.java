package dev.symbolon.token.authorization;

import static dev.symbolon.token.http.ProtocolError.byRedirect;
import static dev.symbolon.token.http.ProtocolError.onPage;

import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.client.ClientState;
import dev.symbolon.core.identifier.Identifier;
import dev.symbolon.token.http.ProtocolError;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What an authorization request must satisfy before anybody is asked anything. */
final class AuthorizeChecks {
    /** A check: it fills in the draft, or says what is wrong. */
    @FunctionalInterface
    interface Check {
        Optional<ProtocolError> check(Draft draft);
    }

    /**
     * All of them, in their order. Until the redirect URI is verified an error is a page; after it, an answer to the
     * client in the form that the request asks for.
     */
    static final List<Check> ALL = List.of(
            AuthorizeChecks::singleValuedParameters,
            AuthorizeChecks::boundedParameters,
            AuthorizeChecks::knownClient,
            AuthorizeChecks::exactRedirectUri,
            FlowChecks::answerForm,
            AuthorizeChecks::plainParameters,
            FlowChecks::responseMode,
            FlowChecks::responseType,
            FlowChecks::grantedFlow,
            FlowChecks::pkce,
            ScopeChecks::scope,
            FlowChecks::idTokenAskedFor,
            SignInChecks::prompt,
            SignInChecks::maxAge,
            SignInChecks::contextClasses,
            SignInChecks::claims,
            SignInChecks::idTokenHint);

    private static final Set<String> REPEATABLE = Set.of("resource", "audience");
    private static final int LONGEST_VALUE = 2048;

    /** An ID token that comes back, and claims asked for one by one. */
    private static final Set<String> LONG = Set.of("id_token_hint", "claims");

    private static final int LONGEST_LONG_VALUE = 4096;

    /** The first fault; empty when the draft is complete. */
    static Optional<ProtocolError> run(Draft draft) {
        for (Check check : ALL) {
            Optional<ProtocolError> error = check.check(draft);
            if (error.isPresent()) {
                return error;
            }
        }
        return Optional.empty();
    }

    // RFC 6749 §3.1: "Request and response parameters MUST NOT be included more than once." RFC 8707 §2 lets resource.
    private static Optional<ProtocolError> singleValuedParameters(Draft draft) {
        return draft.parameters
                .repeated(REPEATABLE)
                .map(_ -> onPage("invalid_request", "A parameter is given more than once.", "repeated-parameter"));
    }

    private static Optional<ProtocolError> boundedParameters(Draft draft) {
        return draft.parameters
                .longerThan(name -> LONG.contains(name) ? LONGEST_LONG_VALUE : LONGEST_VALUE)
                .map(_ -> onPage("invalid_request", "A parameter is too long.", "long-parameter"));
    }

    private static Optional<ProtocolError> knownClient(Draft draft) {
        Optional<ClientState> client = draft.parameters
                .value("client_id")
                .filter(Identifier::wellFormed)
                .flatMap(id -> draft.reading.state(ClientState.FOLD, new ClientId(id)));
        draft.client = client.orElse(null);
        if (client.isEmpty()) {
            return Optional.of(onPage("invalid_client", "The app that sent you here isn't known.", "unknown-client"));
        }
        return client.get().active()
                ? Optional.empty()
                : Optional.of(onPage("invalid_client", "The app that sent you here is switched off.", "client-off"));
    }

    private static Optional<ProtocolError> exactRedirectUri(Draft draft) {
        List<String> registered = draft.client().metadata().redirectUris();
        Optional<String> presented =
                draft.parameters.value("redirect_uri").filter(uri -> RedirectUris.registered(registered, uri));
        draft.redirectUri = presented.orElse(null);
        return presented.isPresent()
                ? Optional.empty()
                : Optional.of(onPage(
                        "invalid_request",
                        "The app that sent you here gave an address that it hasn't registered.",
                        "redirect-uri"));
    }

    // OpenID Connect Core §6 and §7.2.1: what isn't supported is refused by its own code, not ignored.
    private static Optional<ProtocolError> plainParameters(Draft draft) {
        if (draft.parameters.has("request")) {
            return Optional.of(
                    byRedirect("request_not_supported", "Request objects aren't supported.", "request-object"));
        }
        if (draft.parameters.has("request_uri")) {
            return Optional.of(byRedirect("request_uri_not_supported", "request_uri isn't supported.", "request-uri"));
        }
        return draft.parameters.has("registration")
                ? Optional.of(byRedirect("registration_not_supported", "registration isn't supported.", "registration"))
                : Optional.empty();
    }

    private AuthorizeChecks() {}
}
