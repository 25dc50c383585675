package dev.symbolon.admin.http;

import dev.symbolon.admin.AdminSettings;
import dev.symbolon.admin.role.Powers;
import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.client.ClientState;
import dev.symbolon.core.client.SigningAlgorithm;
import dev.symbolon.core.grant.GrantId;
import dev.symbolon.core.grant.GrantState;
import dev.symbolon.core.identifier.Identifier;
import dev.symbolon.core.role.AdminPermission;
import dev.symbolon.core.signingkey.KeyRingId;
import dev.symbolon.core.signingkey.KeyRingState;
import dev.symbolon.core.tenant.Slug;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.tenant.TenantState;
import dev.symbolon.core.tenant.TenantStatus;
import dev.symbolon.core.user.UserId;
import dev.symbolon.core.user.UserState;
import dev.symbolon.ports.decision.Claims;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.decision.Reading;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Access tokens of the platform's own tenants (RFC 9068 §4), whose grant, client and person still count. */
@Component
final class AccessTokens {
    private static final Set<String> HEADER = Set.of("alg", "kid", "typ");

    private final Claims claims;
    private final Decisions decisions;
    private final HybridClock clock;
    private final String issuers;
    private final JsonMapper json = JsonMapper.builder().build();

    AccessTokens(Claims claims, Decisions decisions, HybridClock clock, AdminSettings settings) {
        this.claims = claims;
        this.decisions = decisions;
        this.clock = clock;
        this.issuers = settings.issuerBase() + "/t/";
    }

    /** Who holds the token; empty when it isn't one for this API, whatever is wrong with it. */
    Optional<Caller> caller(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            JsonNode header = object(parts[0]);
            JsonNode body = object(parts[1]);
            // RFC 8725 §3.1: none, HMAC, jku, jwk, x5u, crit and zip end here. RFC 9068 §4: the type says access token.
            if (!Set.copyOf(header.propertyNames()).equals(HEADER)
                    || !text(header, "typ").equals("at+jwt")
                    || !audience(body).contains(AdminScopes.AUDIENCE)) {
                return Optional.empty();
            }
            Instant now = clock.now().instant();
            return tenant(text(body, "iss"))
                    .flatMap(
                            tenant -> decisions.decide(tenant, reading -> verified(reading, parts, header, body, now)));
        } catch (IllegalArgumentException | JacksonException _) {
            return Optional.empty();
        }
    }

    private Optional<TenantId> tenant(String issuer) {
        if (!issuer.startsWith(issuers)) {
            return Optional.empty();
        }
        String slug = issuer.substring(issuers.length());
        return Slug.wellFormed(slug)
                ? claims.holder(TenantId.SYSTEM, "slug", slug).map(entry -> new TenantId(entry.id()))
                : Optional.empty();
    }

    private Optional<Caller> verified(Reading reading, String[] parts, JsonNode header, JsonNode body, Instant now) {
        boolean genuine = reading.state(KeyRingState.FOLD, KeyRingId.ONLY)
                .flatMap(ring -> ring.published(now).stream()
                        .filter(key -> key.id().value().equals(text(header, "kid"))
                                && key.algorithm().name().equals(text(header, "alg")))
                        .findFirst())
                .map(key -> signed(key, parts))
                .orElse(false);
        if (!genuine || !now.isBefore(Instant.ofEpochSecond(number(body, "exp")))) {
            return Optional.empty();
        }
        boolean active = reading.state(TenantState.FOLD, reading.tenant())
                .map(tenant -> tenant.status() == TenantStatus.ACTIVE)
                .orElse(false);
        ClientId client = new ClientId(identifier(body, "client_id"));
        GrantId grant = new GrantId(identifier(body, "grant_id"));
        boolean counts = active
                && reading.state(ClientState.FOLD, client)
                        .map(ClientState::active)
                        .orElse(false)
                && reading.state(GrantState.FOLD, grant)
                        .map(state -> !state.revoked())
                        .orElse(false);
        if (!counts) {
            return Optional.empty();
        }
        String subject = identifier(body, "sub");
        Set<AdminPermission> scopes = scopes(text(body, "scope"));
        if (subject.equals(client.value())) {
            // RFC 9068 §2.2: a client that acts for itself is its own subject; what it may was given to it as scopes.
            return Optional.of(new Caller(reading.tenant(), Optional.empty(), client, scopes));
        }
        UserId user = new UserId(subject);
        boolean enabled = reading.state(UserState.FOLD, user)
                .map(state -> state.status() == UserState.Status.ACTIVE)
                .orElse(false);
        if (!enabled) {
            return Optional.empty();
        }
        Set<AdminPermission> may = EnumSet.noneOf(AdminPermission.class);
        may.addAll(scopes);
        may.retainAll(Powers.of(reading, user));
        return Optional.of(new Caller(reading.tenant(), Optional.of(user), client, may));
    }

    private static Set<AdminPermission> scopes(String scope) {
        return Arrays.stream(scope.split(" "))
                .flatMap(name -> AdminPermission.named(name).stream())
                .collect(Collectors.toSet());
    }

    private static boolean signed(KeyRingState.Key key, String[] parts) {
        try {
            PublicKey publicKey = KeyFactory.getInstance(
                            switch (key.algorithm()) {
                                case ES256 -> "EC";
                                case RS256 -> "RSA";
                            })
                    .generatePublic(
                            new X509EncodedKeySpec(Base64.getUrlDecoder().decode(key.publicKey())));
            Signature signature = Signature.getInstance(name(key.algorithm()));
            signature.initVerify(publicKey);
            signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** RFC 7518 §3.3 and §3.4. */
    private static String name(SigningAlgorithm algorithm) {
        return switch (algorithm) {
            case ES256 -> "SHA256withECDSAinP1363Format";
            case RS256 -> "SHA256withRSA";
        };
    }

    private JsonNode object(String part) {
        JsonNode node = json.readTree(Base64.getUrlDecoder().decode(part));
        if (!node.isObject()) {
            throw new IllegalArgumentException("no object");
        }
        return node;
    }

    private static List<String> audience(JsonNode body) {
        JsonNode audience = body.path("aud");
        return audience.isArray()
                ? audience.valueStream().map(JsonNode::asString).toList()
                : List.of(text(body, "aud"));
    }

    private static String identifier(JsonNode body, String name) {
        return Identifier.checked(text(body, name));
    }

    private static String text(JsonNode node, String name) {
        @Nullable JsonNode value = node.get(name);
        if (value == null || !value.isString()) {
            throw new IllegalArgumentException("no " + name);
        }
        return value.asString();
    }

    private static long number(JsonNode node, String name) {
        @Nullable JsonNode value = node.get(name);
        if (value == null || !value.isIntegralNumber()) {
            throw new IllegalArgumentException("no " + name);
        }
        return value.asLong();
    }
}
