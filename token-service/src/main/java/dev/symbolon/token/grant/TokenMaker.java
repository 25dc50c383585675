package dev.symbolon.token.grant;

import dev.symbolon.admission.jwt.TokenType;
import dev.symbolon.core.authorization.RequestedClaims;
import dev.symbolon.core.authorization.SignedInPerson;
import dev.symbolon.core.client.ResponseType;
import dev.symbolon.core.grant.IssuedToken;
import dev.symbolon.core.grant.TokenId;
import dev.symbolon.core.revocation.Holder;
import dev.symbolon.core.tenant.ClaimRule.ClaimTarget;
import dev.symbolon.ports.revocation.Revocations;
import dev.symbolon.token.jwt.Signer;
import dev.symbolon.token.role.MappedClaims;
import dev.symbolon.token.scope.Scopes;
import dev.symbolon.token.tenant.ServedTenant;
import dev.symbolon.token.user.Subjects;
import dev.symbolon.token.user.UserClaims;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes the tokens that the log has already written down. */
public final class TokenMaker {
    private final Signer signer;
    private final Revocations revocations;
    private final MappedClaims mapped;
    private final Subjects subjects;
    private final UserClaims userClaims;

    public TokenMaker(
            Signer signer, Revocations revocations, MappedClaims mapped, Subjects subjects, UserClaims userClaims) {
        this.signer = signer;
        this.revocations = revocations;
        this.mapped = mapped;
        this.subjects = subjects;
        this.userClaims = userClaims;
    }

    /** The name under which a token is written down: above what was revoked of its holder's before. */
    public TokenId name(TokenId fresh, Holder holder) {
        return fresh.notBefore(revocations.issuedFrom(holder));
    }

    /** The token response, RFC 6749 §5.1 and OpenID Connect Core §3.1.3.3. */
    Map<String, Object> answer(ServedTenant tenant, Signer.Key key, MadeTokens made) {
        IssuedToken issued = made.accessToken().orElseThrow();
        String subject = subject(tenant, made);
        String accessToken = accessToken(tenant, key, made, issued, subject);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("access_token", accessToken);
        answer.put("token_type", "Bearer");
        answer.put("expires_in", life(issued).toSeconds());
        answer.put("scope", String.join(" ", issued.scopes()));
        made.refreshToken().ifPresent(token -> answer.put("refresh_token", token));
        made.idToken()
                .ifPresent(token -> answer.put(
                        "id_token",
                        idToken(
                                tenant,
                                key,
                                made,
                                token,
                                subject,
                                Map.of("at_hash", leftHalf(accessToken)),
                                requested(made),
                                Set.of(ClaimTarget.ID_TOKEN))));
        return answer;
    }

    /** What leaves through the browser, OpenID Connect Core §3.2.2.5 and §3.3.2.5. */
    public Map<String, String> inFront(
            ServedTenant tenant, Signer.Key key, MadeTokens made, ResponseType type, Optional<String> code) {
        String subject = subject(tenant, made);
        Map<String, String> answer = new LinkedHashMap<>();
        Map<String, String> hashes = new LinkedHashMap<>();
        made.accessToken().ifPresent(token -> {
            String accessToken = accessToken(tenant, key, made, token, subject);
            answer.put("access_token", accessToken);
            answer.put("token_type", "Bearer");
            answer.put("expires_in", Long.toString(life(token).toSeconds()));
            answer.put("scope", String.join(" ", token.scopes()));
            // §3.2.2.9 and §3.3.2.11: what travels with an ID token is bound to it.
            hashes.put("at_hash", leftHalf(accessToken));
        });
        code.ifPresent(text -> hashes.put("c_hash", leftHalf(text)));
        made.idToken().ifPresent(token -> {
            Set<String> claims = new LinkedHashSet<>(requested(made));
            if (type == ResponseType.ID_TOKEN) {
                // §5.4: without an access token there is no UserInfo, so the scopes' claims are here.
                claims.addAll(Scopes.claims(token.scopes()));
            }
            answer.put("id_token", idToken(tenant, key, made, token, subject, hashes, claims, intoIdToken(type)));
        });
        return answer;
    }

    /** What the tenant maps into UserInfo has no other place either where there is no access token. */
    private static Set<ClaimTarget> intoIdToken(ResponseType type) {
        return type == ResponseType.ID_TOKEN
                ? EnumSet.of(ClaimTarget.ID_TOKEN, ClaimTarget.USERINFO)
                : EnumSet.of(ClaimTarget.ID_TOKEN);
    }

    private String subject(ServedTenant tenant, MadeTokens made) {
        // RFC 9068 §2.2: without a person, the client is the subject. Both ids are ours and random, so that none is
        // two.
        return made.user()
                .map(user -> subjects.of(tenant.id(), made.client(), user))
                .orElseGet(() -> made.client().value());
    }

    /** What the claims parameter asked for in ID tokens (OpenID Connect Core §5.5). */
    private static Set<String> requested(MadeTokens made) {
        return made.claims().stream()
                .flatMap(claims -> claims.idToken().stream())
                .map(RequestedClaims.One::name)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** RFC 9068 §2.2. */
    private String accessToken(
            ServedTenant tenant, Signer.Key key, MadeTokens made, IssuedToken token, String subject) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", tenant.issuer());
        claims.put("sub", subject);
        claims.put("aud", token.audience());
        claims.put("client_id", made.client().value());
        claims.put("scope", String.join(" ", token.scopes()));
        claims.put("iat", seconds(token.issuedAt()));
        claims.put("exp", seconds(token.expiresAt()));
        claims.put("jti", token.jti().value());
        claims.put("grant_id", made.grant().value());
        made.person().ifPresent(person -> authentication(claims, person));
        made.session().ifPresent(session -> claims.put("sid", subjects.session(tenant.id(), made.client(), session)));
        mapped.addTo(claims, tenant.id(), made.person().map(SignedInPerson::user), ClaimTarget.ACCESS_TOKEN);
        return signer.sign(TokenType.ACCESS_TOKEN, key, claims);
    }

    /** OpenID Connect Core §2, §3.1.3.6 and §3.3.2.11. */
    private String idToken(
            ServedTenant tenant,
            Signer.Key key,
            MadeTokens made,
            IssuedToken token,
            String subject,
            Map<String, String> hashes,
            Set<String> about,
            Set<ClaimTarget> mappedInto) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", tenant.issuer());
        claims.put("sub", subject);
        claims.put("aud", List.of(made.client().value()));
        claims.put("iat", seconds(token.issuedAt()));
        claims.put("exp", seconds(token.expiresAt()));
        claims.put("jti", token.jti().value());
        made.nonce().ifPresent(nonce -> claims.put("nonce", nonce));
        claims.putAll(hashes);
        made.person().ifPresent(person -> {
            authentication(claims, person);
            claims.putAll(userClaims.of(tenant.id(), person.user(), about));
        });
        made.session().ifPresent(session -> claims.put("sid", subjects.session(tenant.id(), made.client(), session)));
        mappedInto.forEach(
                target -> mapped.addTo(claims, tenant.id(), made.person().map(SignedInPerson::user), target));
        return signer.sign(TokenType.ID_TOKEN, key, claims);
    }

    private static void authentication(Map<String, Object> claims, SignedInPerson person) {
        claims.put("auth_time", seconds(person.authTime()));
        claims.put("acr", person.acr());
        claims.put("amr", person.amr());
    }

    /** Both algorithms hash with SHA-256: OpenID Connect Core §3.1.3.6 takes its left half. */
    static String leftHalf(String value) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, digest.length / 2));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Duration life(IssuedToken token) {
        return Duration.between(token.issuedAt(), token.expiresAt());
    }

    private static long seconds(Instant at) {
        return at.getEpochSecond();
    }
}
