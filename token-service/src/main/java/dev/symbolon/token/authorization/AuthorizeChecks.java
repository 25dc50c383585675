package dev.symbolon.token.authorization;

import static dev.symbolon.token.http.ProtocolError.byRedirect;
import static dev.symbolon.token.http.ProtocolError.onPage;

import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.client.ClientState;
import dev.symbolon.core.client.GrantType;
import dev.symbolon.core.client.Permission;
import dev.symbolon.core.identifier.Identifier;
import dev.symbolon.core.resource.ResourceState;
import dev.symbolon.token.http.ProtocolError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What an authorization request must satisfy before anybody is asked anything. */
final class AuthorizeChecks {
    /** A check: it fills in the draft, or says what is wrong. */
    @FunctionalInterface
    interface Check {
        Optional<ProtocolError> check(Draft draft);
    }

    /** All of them, in their order. Until the redirect URI is verified an error is a page; after it, a redirect. */
    static final List<Check> ALL = List.of(
            AuthorizeChecks::singleValuedParameters,
            AuthorizeChecks::boundedParameters,
            AuthorizeChecks::knownClient,
            AuthorizeChecks::exactRedirectUri,
            AuthorizeChecks::plainParameters,
            AuthorizeChecks::responseMode,
            AuthorizeChecks::responseType,
            AuthorizeChecks::grantedFlow,
            AuthorizeChecks::pkce,
            AuthorizeChecks::scope,
            AuthorizeChecks::resource,
            AuthorizeChecks::prompt,
            AuthorizeChecks::maxAge);

    static final List<String> RESPONSE_TYPES = List.of("code");
    static final List<String> RESPONSE_MODES = List.of("query");
    static final List<String> CHALLENGE_METHODS = List.of("S256");
    static final List<String> PROMPTS = List.of("none", "login", "consent", "select_account");

    private static final Set<String> REPEATABLE = Set.of("resource", "audience");
    private static final int LONGEST_VALUE = 2048;
    private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

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
                .longerThan(LONGEST_VALUE)
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

    private static Optional<ProtocolError> responseMode(Draft draft) {
        return draft.parameters
                .value("response_mode")
                .filter(mode -> !RESPONSE_MODES.contains(mode))
                .map(_ -> byRedirect("invalid_request", "Only response_mode query is supported.", "response-mode"));
    }

    private static Optional<ProtocolError> responseType(Draft draft) {
        Optional<String> type = draft.parameters.value("response_type");
        if (type.isEmpty()) {
            return Optional.of(byRedirect("invalid_request", "response_type is missing.", "no-response-type"));
        }
        return RESPONSE_TYPES.contains(type.get())
                ? Optional.empty()
                : Optional.of(byRedirect(
                        "unsupported_response_type", "Only response_type code is supported.", "response-type"));
    }

    private static Optional<ProtocolError> grantedFlow(Draft draft) {
        return draft.client().metadata().grantTypes().contains(GrantType.AUTHORIZATION_CODE)
                ? Optional.empty()
                : Optional.of(byRedirect("unauthorized_client", "The client wasn't given this flow.", "no-code-grant"));
    }

    private static Optional<ProtocolError> pkce(Draft draft) {
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

    private static Optional<ProtocolError> scope(Draft draft) {
        draft.scopes = draft.parameters.words("scope");
        if (draft.scopes.isEmpty()) {
            return Optional.of(byRedirect("invalid_scope", "scope is missing.", "no-scope"));
        }
        List<ResourceState> permitted = new ArrayList<>();
        for (String scope : draft.scopes) {
            boolean openId = Scopes.named(scope).isPresent()
                    && draft.client().metadata().openIdScopes().contains(scope);
            Optional<ResourceState> resource = openId ? Optional.empty() : permittedResource(draft, scope);
            resource.ifPresent(permitted::add);
            if (!openId && resource.isEmpty()) {
                return Optional.of(byRedirect(
                        "invalid_scope", "A scope is unknown, or not one of this client's.", "unknown-scope"));
            }
        }
        draft.resources = new ArrayList<>(permitted.stream().distinct().toList());
        return Optional.empty();
    }

    private static Optional<ResourceState> permittedResource(Draft draft, String scope) {
        return draft.client().metadata().permissions().stream()
                .filter(permission -> permission.scopes().contains(scope))
                .flatMap(permission -> resource(draft, permission).stream())
                .filter(resource -> resource.metadata().scopes().stream()
                        .anyMatch(known -> known.name().equals(scope)))
                .findFirst();
    }

    // RFC 8707 §2: named resources must be the client's; the token's audience names them too.
    private static Optional<ProtocolError> resource(Draft draft) {
        for (String uri : draft.parameters.values("resource")) {
            Optional<ResourceState> named = draft.client().metadata().permissions().stream()
                    .flatMap(permission -> resource(draft, permission).stream())
                    .filter(resource -> resource.metadata().audience().equals(uri))
                    .findFirst();
            if (named.isEmpty()) {
                return Optional.of(byRedirect(
                        "invalid_target", "A resource is unknown, or not one of this client's.", "unknown-resource"));
            }
            if (!draft.resources.contains(named.get())) {
                draft.resources.add(named.get());
            }
        }
        return Optional.empty();
    }

    private static Optional<ResourceState> resource(Draft draft, Permission permission) {
        return draft.reading.state(ResourceState.FOLD, permission.resource());
    }

    // OpenID Connect Core §3.1.2.1: none with any other value is an error.
    private static Optional<ProtocolError> prompt(Draft draft) {
        draft.prompt = draft.parameters.words("prompt");
        if (!PROMPTS.containsAll(draft.prompt) || draft.prompts("none") && draft.prompt.size() > 1) {
            return Optional.of(byRedirect("invalid_request", "prompt isn't valid.", "prompt"));
        }
        return Optional.empty();
    }

    private static Optional<ProtocolError> maxAge(Draft draft) {
        Optional<String> seconds = draft.parameters.value("max_age");
        if (seconds.isPresent() && !SECONDS.matcher(seconds.get()).matches()) {
            return Optional.of(byRedirect("invalid_request", "max_age isn't a number of seconds.", "max-age"));
        }
        draft.maxAge = seconds.map(Long::parseLong).map(Duration::ofSeconds);
        return Optional.empty();
    }

    private AuthorizeChecks() {}
}
