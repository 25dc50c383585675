package dev.symbolon.projection.auditor;

import dev.symbolon.admission.signin.SignIn;
import dev.symbolon.core.identifier.Randomness;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.secret.Handles;
import dev.symbolon.projection.AuditSettings;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

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
    private final Handles handles;
    private final Randomness randomness;
    private final HybridClock clock;
    private final JsonMapper json = JsonMapper.builder().build();
    private final boolean secure;

    AuditorSessions(
            Auditors auditors, Handles handles, Randomness randomness, HybridClock clock, AuditSettings settings) {
        this.auditors = auditors;
        this.handles = handles;
        this.randomness = randomness;
        this.clock = clock;
        this.secure = settings.secureCookies();
    }

    /** One for each thing that is remembered; the seal is bound to it. */
    private enum Kind {
        SESSION("auditor"),
        SIGN_IN("auditor-sign-in");

        private final String label;

        Kind(String label) {
            this.label = label;
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
                .map(_ -> sealed(
                        Kind.SESSION,
                        new Kept(randomness.identifier(), clock.now().instant(), slug, token),
                        LIFE));
    }

    /** The header that ends it. */
    public String end() {
        return header(Kind.SESSION, "", Duration.ZERO);
    }

    public Optional<AuditorSession> of(HttpServletRequest request) {
        return opened(request, Kind.SESSION, Kept.class)
                .flatMap(kept -> auditors.session(kept.token(), kept.began())
                        .map(auditor -> new AuditorSession(auditor, kept.proof())));
    }

    /** The token of a session that began by signing in. */
    public Optional<AuditorSignIns.Token> token(HttpServletRequest request) {
        return opened(request, Kind.SESSION, Kept.class)
                .filter(kept -> !kept.slug().isEmpty())
                .map(kept -> new AuditorSignIns.Token(kept.slug(), kept.token()));
    }

    /** The header by which the browser carries a sign-in under way. */
    public String away(SignIn signIn) {
        return sealed(Kind.SIGN_IN, signIn, SIGN_IN_LIFE);
    }

    /** The sign-in that this browser began. */
    public Optional<SignIn> away(HttpServletRequest request) {
        return opened(request, Kind.SIGN_IN, SignIn.class);
    }

    /** The header that forgets it: it counts once. */
    public String back() {
        return header(Kind.SIGN_IN, "", Duration.ZERO);
    }

    private String sealed(Kind kind, Object content, Duration life) {
        return header(
                kind,
                handles.seal(
                        TenantId.SYSTEM,
                        kind.label,
                        json.writeValueAsBytes(content),
                        clock.now().instant().plus(life)),
                life);
    }

    private <T> Optional<T> opened(HttpServletRequest request, Kind kind, Class<T> type) {
        return value(request, name(kind))
                .flatMap(value -> handles.open(
                        TenantId.SYSTEM, kind.label, value, clock.now().instant()))
                .flatMap(bytes -> read(bytes, type));
    }

    /** What another version sealed, and this one can't read, is none. */
    private <T> Optional<T> read(byte[] bytes, Class<T> type) {
        try {
            return Optional.of(json.readValue(bytes, type));
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }

    /** Empty when it is there twice, for then one of them was planted. */
    private static Optional<String> value(HttpServletRequest request, String name) {
        Cookie[] cookies = request.getCookies();
        Optional<String> found = Optional.empty();
        for (Cookie cookie : cookies == null ? new Cookie[0] : cookies) {
            if (cookie.getName().equals(name)) {
                if (found.isPresent()) {
                    return Optional.empty();
                }
                found = Optional.of(cookie.getValue());
            }
        }
        return found;
    }

    // Lax: the way back from the sign-in page comes from another site. What changes something proves where it comes
    // from.
    private String header(Kind kind, String value, Duration life) {
        return name(kind) + "=" + value + "; Path=/; Max-Age=" + life.toSeconds() + "; HttpOnly; SameSite=Lax"
                + (secure ? "; Secure" : "");
    }

    private String name(Kind kind) {
        return secure ? "__Host-" + kind.label : kind.label;
    }
}
