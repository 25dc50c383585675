package dev.symbolon.admin.console;

import dev.symbolon.admission.signin.SealedCookies;
import dev.symbolon.ports.decision.HybridClock;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Sessions of the console. Their browsers carry them, sealed; what ends one for good, wherever a copy of its cookie may lie,
 * is that its grant is revoked, which the API sees at each call.
 */
@Component
public final class ConsoleSessions {
    private static final Duration SEEN_EVERY = Duration.ofMinutes(1);

    private final SealedCookies cookies;
    private final SessionTokens tokens;
    private final HybridClock clock;
    private final ConsoleSettings settings;

    ConsoleSessions(SealedCookies cookies, SessionTokens tokens, HybridClock clock, ConsoleSettings settings) {
        this.cookies = cookies;
        this.tokens = tokens;
        this.clock = clock;
        this.settings = settings;
    }

    /** Who is at this browser, if it wasn't too long ago. */
    Optional<ConsoleSession> of(HttpServletRequest request) {
        Instant now = clock.now().instant();
        return cookies.opened(request, ConsoleCookie.SESSION, ConsoleSession.class)
                .filter(session -> now.isBefore(session.began().plus(settings.life())))
                .filter(session -> now.isBefore(session.seen().plus(settings.idle())))
                .map(tokens::restored);
    }

    boolean stale(ConsoleSession session) {
        return session.seen().plus(SEEN_EVERY).isBefore(clock.now().instant());
    }

    /** Has the browser carry it from now on, in place of what it had; the person was here just now. */
    public void keep(HttpServletResponse response, ConsoleSession session) {
        keepUnseen(response, session.seen(clock.now().instant()));
    }

    /** The same for what a page does by itself: that it is open doesn't mean that somebody sits there. */
    void keepUnseen(HttpServletResponse response, ConsoleSession session) {
        Instant oldest = session.began().plus(settings.life());
        Instant idle = session.seen().plus(settings.idle());
        Duration life = Duration.between(clock.now().instant(), idle.isBefore(oldest) ? idle : oldest);
        response.addHeader("Set-Cookie", cookies.sealed(ConsoleCookie.SESSION, tokens.kept(session), life));
    }

    /** Its lists wait for what was written there. */
    public void wrote(HttpServletRequest request, HttpServletResponse response, String position) {
        ConsoleSession session = ConsoleSession.of(request).wrote(position);
        request.setAttribute(ConsoleSession.class.getName(), session);
        keep(response, session);
    }

    /** Here and in the browser. */
    public void end(HttpServletResponse response, ConsoleSession session) {
        tokens.forget(session);
        forget(response);
    }

    private void forget(HttpServletResponse response) {
        response.addHeader("Set-Cookie", cookies.gone(ConsoleCookie.SESSION));
    }
}
