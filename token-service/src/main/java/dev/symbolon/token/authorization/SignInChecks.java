package dev.symbolon.token.authorization;

import static dev.symbolon.token.http.ProtocolError.byRedirect;

import dev.symbolon.admission.jwt.IdTokenClaims;
import dev.symbolon.core.client.SignInDefaults;
import dev.symbolon.token.http.ProtocolError;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** How a person is to be signed in, and who: OpenID Connect Core §3.1.2.1 and §5.5. */
final class SignInChecks {
    static final List<String> PROMPTS = List.of("none", "login", "consent", "select_account");

    /** The pages fit any of them; what else is sent is no reason to refuse anybody. */
    static final List<String> DISPLAYS = List.of("page", "popup", "touch", "wap");

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");
    private static final int MOST_CONTEXT_CLASSES = 20;

    // OpenID Connect Core §3.1.2.1: none with any other value is an error. Initiating User Registration §4: so is
    // create
    // where people can't register themselves, which the metadata says.
    static Optional<ProtocolError> prompt(Draft draft) {
        draft.prompt = draft.parameters.words("prompt");
        if (!PROMPTS.containsAll(draft.prompt) || draft.prompts("none") && draft.prompt.size() > 1) {
            return Optional.of(byRedirect("invalid_request", "prompt isn't valid.", "prompt"));
        }
        return Optional.empty();
    }

    static Optional<ProtocolError> maxAge(Draft draft) {
        Optional<String> seconds = draft.parameters.value("max_age");
        if (seconds.isPresent() && !SECONDS.matcher(seconds.get()).matches()) {
            return Optional.of(byRedirect("invalid_request", "max_age isn't a number of seconds.", "max-age"));
        }
        SignInDefaults defaults = draft.client().metadata().signIn();
        draft.maxAge = seconds.map(Long::parseLong).map(Duration::ofSeconds).or(defaults::maxAge);
        return Optional.empty();
    }

    /** A wish only (§3.1.2.1): the ID token says what was reached. */
    static Optional<ProtocolError> contextClasses(Draft draft) {
        List<String> asked = draft.parameters.words("acr_values");
        if (asked.size() > MOST_CONTEXT_CLASSES) {
            return Optional.of(byRedirect("invalid_request", "acr_values has too many values.", "acr-values"));
        }
        draft.acrValues = asked.isEmpty() ? draft.client().metadata().signIn().acrValues() : asked;
        return Optional.empty();
    }

    static Optional<ProtocolError> claims(Draft draft) {
        Optional<String> text = draft.parameters.value("claims");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        draft.claims =
                ClaimsParameter.parse(text.get(), draft.client().metadata().openIdScopes());
        return draft.claims.isPresent()
                ? Optional.empty()
                : Optional.of(byRedirect("invalid_request", "claims can't be read.", "claims"));
    }

    static Optional<ProtocolError> idTokenHint(Draft draft) {
        Optional<String> hint = draft.parameters.value("id_token_hint");
        if (hint.isEmpty()) {
            return Optional.empty();
        }
        draft.hintedSubject = draft.hints
                .read(draft.reading, draft.tenant, hint.get())
                .filter(token ->
                        token.audience().contains(draft.client().client().value()))
                .map(IdTokenClaims::subject);
        return draft.hintedSubject.isPresent()
                ? Optional.empty()
                : Optional.of(byRedirect(
                        "invalid_request", "id_token_hint isn't an ID token of this client.", "id-token-hint"));
    }

    private SignInChecks() {}
}
