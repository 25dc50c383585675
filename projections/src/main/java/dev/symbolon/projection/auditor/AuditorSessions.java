package dev.symbolon.projection.auditor;

import dev.symbolon.admission.signin.SealedCookies;
import dev.symbolon.admission.signin.SignIn;
import dev.symbolon.core.identifier.Randomness;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.secret.Handles;
import dev.symbolon.projection.AuditSettings;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * What is remembered of an auditor's browser. It carries that itself, sealed, in cookies that no script can read. What the
 * token stood for is checked at each request, so that a session ends when the grant, the person or the client does; after
 * eight hours it ends by itself.
 */
@Component
public final class AuditorSessions {
    private static final Duration LIFE = Duration.ofHours(8);
    private static final Duration SIGN_IN_LIFE = Duration.ofMinutes(10);

    private final Auditors auditors;
    private final SealedCookies cookies;
    private final Randomness randomness;
    private final HybridClock clock;

    AuditorSessions(
            Auditors auditors, Handles handles, Randomness randomness, HybridClock clock, AuditSettings settings) {
        this.auditors = auditors;
        this.cookies = new SealedCookies(handles, clock, settings.secureCookies());
        this.randomness = randomness;
        this.clock = clock;
    }

    /** One for each thing that is remembered; the seal is bound to it. */
    private enum Kind implements SealedCookies.Kind {
        SESSION("auditor"),
        SIGN_IN("auditor-sign-in");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        @Override
        public String label() {
            return label;
        }
    }

    /** @param slug of the tenant that they signed in to; empty for a token that was brought along */
    private record Kept(String proof, Instant began, String slug, String token) {
        @Override
        public String toString() {
            return "Kept[" + slug + "]";
        }
    }

    /** The cookie's header for whoever brings this token; empty when it is nobody's. */
    public Optional<String> begin(String slug, String token) {
        return auditors.bearer(token)
                .map(_ -> cookies.sealed(
                        Kind.SESSION,
                        new Kept(randomness.identifier(), clock.now().instant(), slug, token),
                        LIFE));
    }

    /** The header that ends it. */
    public String end() {
        return cookies.gone(Kind.SESSION);
    }

    public Optional<AuditorSession> of(HttpServletRequest request) {
        return cookies.opened(request, Kind.SESSION, Kept.class)
                .flatMap(kept -> auditors.session(kept.token(), kept.began())
                        .map(auditor -> new AuditorSession(auditor, kept.proof())));
    }

    /** The token of a session that began by signing in. */
    public Optional<AuditorSignIns.Token> token(HttpServletRequest request) {
        return cookies.opened(request, Kind.SESSION, Kept.class)
                .filter(kept -> !kept.slug().isEmpty())
                .map(kept -> new AuditorSignIns.Token(kept.slug(), kept.token()));
    }

    /** The header by which the browser carries a sign-in under way. */
    public String away(SignIn signIn) {
        return cookies.sealed(Kind.SIGN_IN, signIn, SIGN_IN_LIFE);
    }

    /** The sign-in that this browser began. */
    public Optional<SignIn> away(HttpServletRequest request) {
        return cookies.opened(request, Kind.SIGN_IN, SignIn.class);
    }

    /** The header that forgets it: it counts once. */
    public String back() {
        return cookies.gone(Kind.SIGN_IN);
    }
}
