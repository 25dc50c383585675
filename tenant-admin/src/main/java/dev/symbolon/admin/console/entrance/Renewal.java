package dev.symbolon.admin.console.entrance;

import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import dev.symbolon.admin.console.ConsoleSession;
import dev.symbolon.admin.http.AdminScopes;
import dev.symbolon.admission.signin.Issuer;
import dev.symbolon.ports.decision.HybridClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * A session's tokens, made anew before they end. Two requests of one browser that do so at once are given the same successor
 * by the token service, on whichever nodes they are.
 */
@Component
public final class Renewal {
    private static final Duration BEFORE = Duration.ofSeconds(30);

    private final Issuer issuer;
    private final HybridClock clock;

    Renewal(Issuer issuer, HybridClock clock) {
        this.issuer = issuer;
        this.clock = clock;
    }

    /** The session with tokens that hold for a while; empty when its tenant gives none any more. */
    public Optional<ConsoleSession> current(ConsoleSession session) {
        Instant now = clock.now().instant();
        if (now.isBefore(session.tokens().until().minus(BEFORE))) {
            return Optional.of(session);
        }
        try {
            return session.tokens().refresh().isEmpty()
                    ? Optional.empty()
                    : issuer.published(session.slug()).map(from -> session.with(fresh(session, from, now)));
        } catch (Issuer.RefusedException _) {
            return Optional.empty();
        }
    }

    private ConsoleSession.Tokens fresh(ConsoleSession session, OIDCProviderMetadata from, Instant now) {
        OIDCTokenResponse answer = issuer.tokens(new TokenRequest.Builder(
                        from.getTokenEndpointURI(),
                        new ClientID(AdminScopes.CONSOLE.value()),
                        new RefreshTokenGrant(new RefreshToken(session.tokens().refresh())))
                .build());
        return Tokens.of(answer, now, session.tokens());
    }
}
