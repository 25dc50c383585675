package dev.symbolon.token.logout;

import static dev.symbolon.token.http.ProtocolError.onPage;

import dev.symbolon.admission.jwt.IdTokenClaims;
import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.client.ClientState;
import dev.symbolon.core.identifier.Identifier;
import dev.symbolon.token.http.ProtocolError;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a logout request must satisfy (OpenID Connect RP-Initiated Logout §2 and §4). Every fault is a page. */
final class LogoutChecks {
    /** A check: it fills in the draft, or says what is wrong. */
    @FunctionalInterface
    interface Check {
        Optional<ProtocolError> check(LogoutDraft draft);
    }

    static final List<Check> ALL = List.of(
            LogoutChecks::singleValuedParameters,
            LogoutChecks::boundedParameters,
            LogoutChecks::genuineHint,
            LogoutChecks::knownClient,
            LogoutChecks::exactRedirectUri);

    private static final int LONGEST_VALUE = 8 * 1024;

    /** The first fault; empty when the draft is complete. */
    static Optional<ProtocolError> run(LogoutDraft draft) {
        for (Check check : ALL) {
            Optional<ProtocolError> error = check.check(draft);
            if (error.isPresent()) {
                return error;
            }
        }
        return Optional.empty();
    }

    private static Optional<ProtocolError> singleValuedParameters(LogoutDraft draft) {
        return draft.parameters
                .repeated(Set.of())
                .map(_ -> onPage("invalid_request", "A parameter is given more than once.", "repeated-parameter"));
    }

    private static Optional<ProtocolError> boundedParameters(LogoutDraft draft) {
        return draft.parameters
                .longerThan(LONGEST_VALUE)
                .map(_ -> onPage("invalid_request", "A parameter is too long.", "long-parameter"));
    }

    // §4: "OPs MUST accept ID Tokens as hints whose exp time has passed"; others than ours are a fault.
    private static Optional<ProtocolError> genuineHint(LogoutDraft draft) {
        Optional<String> presented = draft.parameters.value("id_token_hint");
        Optional<IdTokenClaims> hint = presented.flatMap(text -> draft.hints.read(draft.reading, draft.tenant, text));
        draft.hint = hint.orElse(null);
        return presented.isPresent() && hint.isEmpty()
                ? Optional.of(
                        onPage("invalid_request", "The app's proof of who is signed in isn't valid.", "logout-hint"))
                : Optional.empty();
    }

    // §2: client_id, when it comes along with a hint, must be the one that the ID token was issued to.
    private static Optional<ProtocolError> knownClient(LogoutDraft draft) {
        Optional<String> named = draft.parameters.value("client_id");
        Optional<Set<String>> audience = draft.hinted().map(IdTokenClaims::audience);
        if (named.isPresent()
                && audience.filter(it -> !it.contains(named.get())).isPresent()) {
            return Optional.of(onPage("invalid_request", "The app isn't the one that it says.", "logout-client"));
        }
        Optional<String> id = named.or(() -> audience.flatMap(it -> it.stream().findFirst()));
        Optional<ClientState> client = id.filter(Identifier::wellFormed)
                .flatMap(it -> draft.reading.state(ClientState.FOLD, new ClientId(it)))
                .filter(ClientState::active);
        draft.client = client.orElse(null);
        return id.isPresent() && client.isEmpty()
                ? Optional.of(onPage("invalid_client", "The app that sent you here isn't known.", "unknown-client"))
                : Optional.empty();
    }

    // §3.1: exact, and never without knowing whose it is.
    private static Optional<ProtocolError> exactRedirectUri(LogoutDraft draft) {
        Optional<String> presented = draft.parameters.value("post_logout_redirect_uri");
        if (presented.isEmpty() || draft.client == null) {
            return Optional.empty();
        }
        boolean registered =
                draft.client.metadata().logout().postLogoutRedirectUris().contains(presented.get());
        draft.redirectUri = registered ? presented.get() : null;
        return registered
                ? Optional.empty()
                : Optional.of(onPage(
                        "invalid_request",
                        "The app that sent you here gave an address that it hasn't registered.",
                        "logout-redirect-uri"));
    }

    private LogoutChecks() {}
}
