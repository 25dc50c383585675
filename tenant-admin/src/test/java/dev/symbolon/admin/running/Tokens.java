package dev.symbolon.admin.running;

import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.grant.GrantCommand;
import dev.symbolon.core.grant.GrantId;
import dev.symbolon.core.grant.GrantOrigin;
import dev.symbolon.core.grant.Grants;
import dev.symbolon.core.grant.IssuedToken;
import dev.symbolon.core.grant.TokenId;
import dev.symbolon.core.identifier.Randomness;
import dev.symbolon.core.revocation.Holder;
import dev.symbolon.core.signingkey.KeyId;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.UserId;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.revocation.Revocations;
import dev.symbolon.ports.secret.KeyVault;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Access tokens as the token service would have made them: with the tenant's own key, and a grant in its log. */
public final class Tokens {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final RunningAdmin admin;

    public Tokens(RunningAdmin admin) {
        this.admin = admin;
    }

    /** A token of the tenant's console for that person. */
    public String of(String tenant, String slug, String user, String scope) {
        return sign(tenant, claims(tenant, slug, user, "console", scope));
    }

    public Map<String, Object> claims(String tenant, String slug, String subject, String client, String scope) {
        TenantId id = new TenantId(tenant);
        Randomness randomness = admin.bean(Randomness.class);
        GrantId grant = new GrantId(randomness.identifier());
        Instant now = admin.bean(HybridClock.class).now().instant();
        Instant end = now.plusSeconds(300);
        Optional<UserId> person = subject.equals(client) ? Optional.empty() : Optional.of(new UserId(subject));
        Holder holder = new Holder(id, new ClientId(client), person, Optional.empty());
        TokenId jti = TokenId.at(admin.bean(Revocations.class).issuedFrom(holder), randomness);
        List<String> scopes = List.of(scope.split(" "));
        List<String> audience = List.of("urn:symbolon:admin-api");
        Outcome outcome = admin.send(
                id,
                new GrantCommand.Issue(
                        new Grants.New(
                                id,
                                grant,
                                new ClientId(client),
                                new GrantOrigin.Client(),
                                scopes,
                                audience,
                                Optional.empty(),
                                end),
                        new IssuedToken(jti, new KeyId(key(tenant)), audience, scopes, now, end),
                        Optional.empty(),
                        now));
        if (!(outcome instanceof Outcome.Done)) {
            throw new AssertionError(outcome);
        }
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", RunningAdmin.ISSUERS + slug);
        claims.put("sub", subject);
        claims.put("aud", audience);
        claims.put("client_id", client);
        claims.put("scope", scope);
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", end.getEpochSecond());
        claims.put("jti", jti.value());
        claims.put("grant_id", grant.value());
        return claims;
    }

    public String sign(String tenant, Map<String, Object> claims) {
        String kid = key(tenant);
        return sign(tenant, kid, Map.of("alg", "ES256", "kid", kid, "typ", "at+jwt"), claims);
    }

    public String sign(String tenant, String kid, Map<String, Object> header, Map<String, Object> claims) {
        try {
            String text = encoded(header) + "." + encoded(claims);
            byte[] pkcs8 = admin.bean(KeyVault.class)
                    .fetch(new TenantId(tenant), "signing-key-" + kid)
                    .orElseThrow();
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return text + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** The tenant's signing key, made if it has none. */
    public String key(String tenant) {
        JsonNode keys = admin.operator()
                .get("/tenants/" + tenant + "/signing-keys")
                .json()
                .get("keys");
        if (keys.isEmpty()) {
            keys = admin.operator()
                    .post("/tenants/" + tenant + "/signing-keys/rotate", Map.of("algorithm", "ES256"))
                    .json()
                    .get("keys");
        }
        return keys.get(0).get("id").asString();
    }

    /** A person of the tenant with that role. */
    public String person(String tenant, String login, String role) {
        Api.Said said = admin.operator()
                .post(
                        "/tenants/" + tenant + "/users",
                        Map.of("login", login, "password", "a long first password", "roles", List.of(role)));
        return said.id();
    }

    private static String encoded(Map<String, Object> part) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(JSON.writeValueAsBytes(part));
    }
}
