package dev.symbolon.projection.grant;

import dev.symbolon.core.authorization.ApprovedAccess;
import dev.symbolon.core.authorization.ConsentGround;
import dev.symbolon.core.authorization.RequestedAuthorization;
import dev.symbolon.core.event.AuthorizationEvent;
import dev.symbolon.core.event.ConsentEvent;
import dev.symbolon.core.event.DeviceEvent;
import dev.symbolon.core.event.DomainEvent;
import dev.symbolon.core.event.GrantEvent;
import dev.symbolon.core.event.SigningKeyEvent;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the events of a grant's life say, in short names, for people and diagrams. */
final class GrantFacts {

    static Map<String, String> of(DomainEvent event) {
        Map<String, String> facts = new TreeMap<>();
        switch (event) {
            case AuthorizationEvent.Requested e -> requested(e.request(), facts);
            case AuthorizationEvent.SignedIn e -> {
                facts.put("methods", words(e.person().amr()));
                facts.put("since", e.person().authTime().toString());
                facts.put("session", e.person().session().value());
            }
            case AuthorizationEvent.Approved e -> approved(e.access(), e.ground(), facts);
            case AuthorizationEvent.CodeIssued e ->
                facts.put("until", e.expiresAt().toString());
            case AuthorizationEvent.AnsweredInFront e ->
                facts.put("grant", e.grant().value());
            case AuthorizationEvent.CodeRedeemed e ->
                facts.put("grant", e.grant().value());
            case AuthorizationEvent.CodeRefused e ->
                facts.put("by", e.presentedBy().value());
            case AuthorizationEvent.CodeReplayed e -> {
                facts.put("by", e.presentedBy().value());
                facts.put("grant", e.grant().value());
            }
            case DeviceEvent.Requested e -> {
                facts.put("scopes", words(e.request().scopes()));
                facts.put("until", e.request().expiresAt().toString());
            }
            case DeviceEvent.Approved e -> {
                approved(e.access(), e.ground(), facts);
                facts.put("session", e.person().session().value());
            }
            case DeviceEvent.CodeRedeemed e -> facts.put("grant", e.grant().value());
            case DeviceEvent.CodeRefused e -> facts.put("by", e.presentedBy().value());
            case DeviceEvent.CodeReplayed e -> {
                facts.put("by", e.presentedBy().value());
                facts.put("grant", e.grant().value());
            }
            case ConsentEvent.Granted e -> facts.put("scopes", words(e.scopes()));
            case ConsentEvent.Extended e -> {
                facts.put("scopes", words(e.scopes()));
                facts.put("added", words(e.added()));
            }
            case GrantEvent.Issued e -> {
                facts.put("scopes", words(e.scopes()));
                facts.put("audience", words(e.audience()));
                facts.put("until", e.expiresAt().toString());
            }
            case GrantEvent.TokensIssued e -> tokens(e, facts);
            case GrantEvent.RefreshReused e -> {
                facts.put("by", e.presentedBy().value());
                facts.put("generation", Long.toString(e.generation()));
            }
            case SigningKeyEvent.Revoked e -> facts.put("key", e.key().value());
            case DomainEvent _ -> {}
        }
        return facts;
    }

    /** The reason that the event itself names, where its envelope has none. */
    static Optional<String> reason(DomainEvent event) {
        return switch (event) {
            case AuthorizationEvent.CodeRefused e -> Optional.of(e.reason());
            case DeviceEvent.CodeRefused e -> Optional.of(e.reason());
            case GrantEvent.Revoked e -> Optional.of(e.reason());
            case SigningKeyEvent.Revoked e -> Optional.of(e.reason());
            case DomainEvent _ -> Optional.empty();
        };
    }

    private static void approved(ApprovedAccess access, ConsentGround ground, Map<String, String> facts) {
        facts.put("scopes", words(access.scopes()));
        facts.put("audience", words(access.audience()));
        facts.put("ground", ground.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    private static void requested(RequestedAuthorization request, Map<String, String> facts) {
        facts.put("scopes", words(request.scopes()));
        facts.put("redirect", request.redirectUri());
        request.codeChallenge().ifPresent(_ -> facts.put("pkce", "S256"));
        if (!request.prompt().isEmpty()) {
            facts.put("prompt", words(request.prompt()));
        }
    }

    private static void tokens(GrantEvent.TokensIssued event, Map<String, String> facts) {
        event.accessToken().ifPresent(token -> {
            facts.put("access", token.jti().value());
            facts.put("key", token.key().value());
            facts.put("until", token.expiresAt().toString());
        });
        event.idToken().ifPresent(token -> facts.put("id", token.jti().value()));
        event.refresh().ifPresent(link -> facts.put("refresh", Long.toString(link.generation())));
    }

    private static String words(List<String> values) {
        return String.join(" ", values);
    }

    private GrantFacts() {}
}
