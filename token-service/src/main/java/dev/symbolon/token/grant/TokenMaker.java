package dev.symbolon.token.grant;

import dev.symbolon.core.authorization.SignedInPerson;
import dev.symbolon.core.grant.IssuedToken;
import dev.symbolon.core.grant.TokenId;
import dev.symbolon.core.tenant.ClaimRule.ClaimTarget;
import dev.symbolon.ports.revocation.Revocations;
import dev.symbolon.token.jwt.Signer;
import dev.symbolon.token.jwt.TokenType;
import dev.symbolon.token.role.MappedClaims;
import dev.symbolon.token.tenant.ServedTenant;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes the tokens that the log has already written down. */
final class TokenMaker {
    private final Signer signer;
    private final Revocations revocations;
    private final MappedClaims mapped;

    TokenMaker(Signer signer, Revocations revocations, MappedClaims mapped) {
        this.signer = signer;
        this.revocations = revocations;
        this.mapped = mapped;
    }

    /** The name under which an access token is written down: above what was revoked of its holder's before. */
    TokenId name(TokenId fresh, Revocations.Holder holder) {
        return fresh.notBefore(revocations.issuedFrom(holder));
    }

    /** The token response, RFC 6749 §5.1 and OpenID Connect Core §3.1.3.3. */
    Map<String, Object> answer(ServedTenant tenant, Signer.Key key, MadeTokens made) {
        String accessToken = accessToken(tenant, key, made);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("access_token", accessToken);
        answer.put("token_type", "Bearer");
        answer.put("expires_in", life(made.accessToken()).toSeconds());
        answer.put("scope", String.join(" ", made.accessToken().scopes()));
        made.idToken().ifPresent(token -> answer.put("id_token", idToken(tenant, key, made, token, accessToken)));
        return answer;
    }

    /** RFC 9068 §2.2. */
    private String accessToken(ServedTenant tenant, Signer.Key key, MadeTokens made) {
        IssuedToken token = made.accessToken();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", tenant.issuer());
        claims.put("sub", made.subject());
        claims.put("aud", token.audience());
        claims.put("client_id", made.client().value());
        claims.put("scope", String.join(" ", token.scopes()));
        claims.put("iat", seconds(token.issuedAt()));
        claims.put("exp", seconds(token.expiresAt()));
        claims.put("jti", token.jti().value());
        claims.put("grant_id", made.grant().value());
        made.person().ifPresent(person -> authentication(claims, person));
        made.session().ifPresent(session -> claims.put("sid", session.value()));
        mapped.addTo(claims, tenant.id(), made.person().map(SignedInPerson::user), ClaimTarget.ACCESS_TOKEN);
        return signer.sign(TokenType.ACCESS_TOKEN, key, claims);
    }

    /** OpenID Connect Core §2 and §3.1.3.6. */
    private String idToken(
            ServedTenant tenant, Signer.Key key, MadeTokens made, IssuedToken token, String accessToken) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", tenant.issuer());
        claims.put("sub", made.subject());
        claims.put("aud", List.of(made.client().value()));
        claims.put("iat", seconds(token.issuedAt()));
        claims.put("exp", seconds(token.expiresAt()));
        claims.put("jti", token.jti().value());
        made.nonce().ifPresent(nonce -> claims.put("nonce", nonce));
        claims.put("at_hash", leftHalf(accessToken));
        made.person().ifPresent(person -> authentication(claims, person));
        made.session().ifPresent(session -> claims.put("sid", session.value()));
        mapped.addTo(claims, tenant.id(), made.person().map(SignedInPerson::user), ClaimTarget.ID_TOKEN);
        return signer.sign(TokenType.ID_TOKEN, key, claims);
    }

    private static void authentication(Map<String, Object> claims, SignedInPerson person) {
        claims.put("auth_time", seconds(person.authTime()));
        claims.put("acr", person.acr());
        claims.put("amr", person.amr());
    }

    /** Both algorithms hash with SHA-256: OpenID Connect Core §3.1.3.6 takes its left half. */
    static String leftHalf(String accessToken) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(accessToken.getBytes(StandardCharsets.US_ASCII));
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
