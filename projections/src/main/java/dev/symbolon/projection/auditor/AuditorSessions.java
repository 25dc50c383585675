package dev.symbolon.projection.auditor;

import dev.symbolon.core.identifier.Randomness;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.secret.Handles;
import dev.symbolon.projection.AuditSettings;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * An auditor's browser. It carries its token sealed in a cookie that no script can read; the token is checked at each
 * request, so that a session ends when the token does.
 */
@Component
public final class AuditorSessions {
    private static final Duration LIFE = Duration.ofHours(8);
    private static final String PURPOSE = "auditor-session";

    private final Auditors auditors;
    private final Handles handles;
    private final Randomness randomness;
    private final HybridClock clock;
    private final boolean secure;

    AuditorSessions(
            Auditors auditors, Handles handles, Randomness randomness, HybridClock clock, AuditSettings settings) {
        this.auditors = auditors;
        this.handles = handles;
        this.randomness = randomness;
        this.clock = clock;
        this.secure = settings.secureCookies();
    }

    /** The cookie's header for whoever brings this token; empty when it is nobody's. */
    public Optional<String> begin(String token) {
        return auditors.bearer(token).map(_ -> {
            byte[] content = (randomness.identifier() + " " + token).getBytes(StandardCharsets.UTF_8);
            return cookie(
                    handles.seal(
                            TenantId.SYSTEM,
                            PURPOSE,
                            content,
                            clock.now().instant().plus(LIFE)),
                    LIFE);
        });
    }

    /** The header that ends it. */
    public String end() {
        return cookie("", Duration.ZERO);
    }

    public Optional<AuditorSession> of(HttpServletRequest request) {
        return value(request)
                .flatMap(value -> handles.open(
                        TenantId.SYSTEM, PURPOSE, value, clock.now().instant()))
                .flatMap(bytes -> {
                    String[] content = new String(bytes, StandardCharsets.UTF_8).split(" ", 2);
                    return auditors.bearer(content[1]).map(auditor -> new AuditorSession(auditor, content[0]));
                });
    }

    /** Empty when it is there twice, for then one of them was planted. */
    private Optional<String> value(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        Optional<String> found = Optional.empty();
        for (Cookie cookie : cookies == null ? new Cookie[0] : cookies) {
            if (cookie.getName().equals(name())) {
                if (found.isPresent()) {
                    return Optional.empty();
                }
                found = Optional.of(cookie.getValue());
            }
        }
        return found;
    }

    private String cookie(String value, Duration life) {
        return name() + "=" + value + "; Path=/; Max-Age=" + life.toSeconds() + "; HttpOnly; SameSite=Strict"
                + (secure ? "; Secure" : "");
    }

    private String name() {
        return secure ? "__Host-auditor" : "auditor";
    }
}
