package dev.symbolon.token.logout;

import dev.symbolon.admission.jwt.TokenType;
import dev.symbolon.core.client.ClientState;
import dev.symbolon.core.identifier.Randomness;
import dev.symbolon.core.session.SessionId;
import dev.symbolon.core.user.UserId;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.token.jwt.Signer;
import dev.symbolon.token.signingkey.SigningKeys;
import dev.symbolon.token.tenant.ServedTenant;
import dev.symbolon.token.user.Subjects;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes logout tokens (OpenID Connect Back-Channel Logout §2.4): they say that a session is over, and open nothing. */
final class LogoutTokens {
    /** §4: "preferably at most two minutes in the future". */
    private static final Duration LIFE = Duration.ofMinutes(2);

    private static final Map<String, Object> EVENTS =
            Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of());

    private final Decisions decisions;
    private final SigningKeys keys;
    private final Signer signer;
    private final Subjects subjects;
    private final Randomness randomness;
    private final HybridClock clock;

    LogoutTokens(
            Decisions decisions,
            SigningKeys keys,
            Signer signer,
            Subjects subjects,
            Randomness randomness,
            HybridClock clock) {
        this.decisions = decisions;
        this.keys = keys;
        this.signer = signer;
        this.subjects = subjects;
        this.randomness = randomness;
        this.clock = clock;
    }

    String make(ServedTenant tenant, ClientState client, UserId user, SessionId session) {
        Instant now = clock.now().instant();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", tenant.issuer());
        claims.put("sub", subjects.of(tenant.id(), client.metadata(), user));
        claims.put("aud", List.of(client.client().value()));
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(LIFE).getEpochSecond());
        claims.put("jti", randomness.identifier());
        claims.put("sid", subjects.session(tenant.id(), client.metadata(), session));
        claims.put("events", EVENTS);
        return signer.sign(TokenType.LOGOUT_TOKEN, key(tenant, client, now), claims);
    }

    private Signer.Key key(ServedTenant tenant, ClientState client, Instant now) {
        return key(tenant, client, now, true)
                .orElseThrow(() -> new IllegalStateException("a key was made and isn't there"));
    }

    private Optional<Signer.Key> key(ServedTenant tenant, ClientState client, Instant now, boolean offer) {
        Optional<Signer.Key> key = decisions.glance(
                tenant.id(), reading -> keys.signing(reading, client.metadata().signing(), now));
        if (key.isEmpty() && offer) {
            keys.offerWhereDue(tenant.id(), client.metadata().signing());
            return key(tenant, client, clock.now().instant(), false);
        }
        return key;
    }
}
