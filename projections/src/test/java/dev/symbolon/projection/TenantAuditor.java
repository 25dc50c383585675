package dev.symbolon.projection;

import static dev.symbolon.core.sample.Samples.aClient;

import dev.symbolon.admission.access.PlatformApi;
import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.client.Permission;
import dev.symbolon.core.client.SigningAlgorithm;
import dev.symbolon.core.grant.GrantCommand;
import dev.symbolon.core.grant.GrantId;
import dev.symbolon.core.grant.GrantOrigin;
import dev.symbolon.core.grant.Grants;
import dev.symbolon.core.grant.IssuedToken;
import dev.symbolon.core.grant.TokenId;
import dev.symbolon.core.identifier.Randomness;
import dev.symbolon.core.revocation.Holder;
import dev.symbolon.core.role.AdminPermission;
import dev.symbolon.core.signingkey.KeyId;
import dev.symbolon.core.signingkey.SigningKeyCommand;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.revocation.Revocations;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** A service of one tenant that may do with its audit trail whatever a tenant can allow; and of no other. */
public final class TenantAuditor {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    public static final ClientId SERVICE = new ClientId("tenantauditor00000000000a");

    private TenantAuditor() {}

    /** An access token of the tenant's own key, with a grant in its log, as the token service would have made it. */
    public static String token(RunningAudit audit, TenantId tenant) {
        return token(audit, tenant, Set.copyOf(PlatformApi.AUDIT.permissions(false)));
    }

    /** One that may do no more than that; a tenant has one such service. */
    public static String token(RunningAudit audit, TenantId tenant, Set<AdminPermission> permissions) {
        Instant now = audit.bean(HybridClock.class).now().instant();
        Instant end = now.plusSeconds(300);
        Randomness randomness = audit.bean(Randomness.class);
        audit.register(tenant);
        KeyPair pair = pair();
        KeyId key = new KeyId(randomness.identifier());
        audit.send(new SigningKeyCommand.Offer(
                tenant,
                key,
                SigningAlgorithm.ES256,
                base64(pair.getPublic().getEncoded()),
                Duration.ofDays(90),
                Duration.ofMinutes(5),
                Duration.ofMinutes(5),
                now));
        Set<String> scopes = permissions.stream().map(AdminPermission::scope).collect(Collectors.toUnmodifiableSet());
        audit.send(aClient()
                .in(tenant)
                .withId(SERVICE)
                .service()
                .withPermissions(new Permission(PlatformApi.AUDIT.resource(), scopes))
                .register());
        GrantId grant = new GrantId(randomness.identifier());
        TokenId jti = TokenId.at(
                audit.bean(Revocations.class)
                        .issuedFrom(new Holder(tenant, SERVICE, Optional.empty(), Optional.empty())),
                randomness);
        List<String> audience = List.of(PlatformApi.AUDIT.audience());
        List<String> given = List.copyOf(scopes);
        audit.send(new GrantCommand.Issue(
                new Grants.New(
                        tenant, grant, SERVICE, new GrantOrigin.Client(), given, audience, Optional.empty(), end),
                new IssuedToken(jti, key, audience, given, now, end),
                Optional.empty(),
                now));
        return signed(
                pair,
                Map.of("alg", "ES256", "kid", key.value(), "typ", "at+jwt"),
                Map.of(
                        "iss",
                        "http://127.0.0.1:8080/t/" + tenant.value(),
                        "sub",
                        SERVICE.value(),
                        "client_id",
                        SERVICE.value(),
                        "aud",
                        audience,
                        "scope",
                        String.join(" ", given),
                        "iat",
                        now.getEpochSecond(),
                        "exp",
                        end.getEpochSecond(),
                        "jti",
                        jti.value(),
                        "grant_id",
                        grant.value()));
    }

    private static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String signed(KeyPair pair, Map<String, Object> header, Map<String, Object> claims) {
        try {
            String text = base64(JSON.writeValueAsBytes(header)) + "." + base64(JSON.writeValueAsBytes(claims));
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(pair.getPrivate());
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return text + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
