package dev.symbolon.admin.console;

import dev.symbolon.admin.console.entrance.Renewal;
import dev.symbolon.admin.http.AdminRefusal;
import dev.symbolon.admin.http.Call;
import dev.symbolon.admission.signin.Issuer;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Deny by default: whatever of the console isn't the way in takes a session, and a form of its own pages to change something. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 40)
final class ConsoleGate extends OncePerRequestFilter {
    private static final String ROOT = "/console";

    /** What a form of the pages sends along. */
    private static final String PROOF = "proof";

    /** What a page asks for without anybody doing anything. */
    private static final String BY_ITSELF = "/activity/stream";

    /** The ways in and back; and what is the same for everybody. */
    private static final Set<String> OPEN =
            Set.of(ROOT + "/sign-in", ROOT + "/callback", ROOT + "/signed-out", ROOT + "/trial/callback");

    private final ConsoleSessions sessions;
    private final Renewal renewal;
    private final ConsolePages pages;
    private final String policy;

    ConsoleGate(ConsoleSessions sessions, Renewal renewal, ConsolePages pages, Issuer issuer) {
        this.sessions = sessions;
        this.renewal = renewal;
        this.pages = pages;
        // Browsers hold the redirect that follows a form against form-action: sign-in leads to the issuer.
        this.policy = String.join(
                "; ",
                "default-src 'none'",
                "style-src 'self'",
                "script-src 'self'",
                "img-src 'self'",
                "connect-src 'self'",
                "form-action 'self' " + issuer.origin(),
                "frame-ancestors 'none'",
                "base-uri 'none'");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String path = request.getRequestURI();
        if (!path.equals(ROOT) && !path.startsWith(ROOT + "/")) {
            chain.doFilter(request, response);
            return;
        }
        response.setHeader("Content-Security-Policy", policy);
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        if (path.startsWith(Assets.PATH)) {
            chain.doFilter(request, response);
            return;
        }
        response.setHeader("Cache-Control", "no-store");
        if (changes(request) && !sameSite(request)) {
            tell(response, 403, "This form isn’t one of the console’s", "Another site sent it. Nothing was changed.");
        } else if (OPEN.contains(path)) {
            chain.doFilter(request, response);
        } else {
            withSession(request, response, chain);
        }
    }

    private void withSession(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<ConsoleSession> known = sessions.of(request);
        if (known.isEmpty()) {
            toSignIn(request, response, "");
            return;
        }
        if (changes(request) && !proves(request, known.get())) {
            tell(
                    response,
                    403,
                    "This form isn’t valid any more",
                    "Go back, load the page again, and send it once more.");
            return;
        }
        Optional<ConsoleSession> current = renewal.current(known.get());
        if (current.isEmpty()) {
            sessions.end(response, known.get());
            toSignIn(request, response, known.get().slug());
            return;
        }
        if (request.getRequestURI().endsWith(BY_ITSELF)) {
            if (!current.equals(known)) {
                sessions.keepUnseen(response, current.get());
            }
        } else if (!current.equals(known) || sessions.stale(current.get())) {
            sessions.keep(response, current.get());
        }
        request.setAttribute(ConsoleSession.class.getName(), current.get());
        chain.doFilter(request, response);
    }

    /** Only what was looked at is gone back to: what was sent is not sent again. */
    private static void toSignIn(HttpServletRequest request, HttpServletResponse response, String slug) {
        String back = changes(request) ? ROOT + "/" : request.getRequestURI();
        response.setStatus(303);
        response.setHeader(
                "Location",
                ROOT + "/sign-in?back=" + URLEncoder.encode(back, StandardCharsets.UTF_8)
                        + (slug.isEmpty() ? "" : "&tenant=" + slug));
    }

    private static boolean changes(HttpServletRequest request) {
        return !request.getMethod().equals("GET") && !request.getMethod().equals("HEAD");
    }

    private static boolean proves(HttpServletRequest request, ConsoleSession session) {
        try {
            String[] sent = Call.parameters(request).get(PROOF);
            return sent != null
                    && sent.length == 1
                    && MessageDigest.isEqual(
                            sent[0].getBytes(StandardCharsets.UTF_8),
                            session.proof().getBytes(StandardCharsets.UTF_8));
        } catch (AdminRefusal _) {
            return false;
        }
    }

    /** Every browser of today says where a request comes from; what says nothing isn't one, and has no cookie to abuse. */
    private static boolean sameSite(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        return site == null || site.equals("same-origin");
    }

    private void tell(HttpServletResponse response, int status, String title, String text) throws IOException {
        ResponseEntity<String> page =
                pages.plain(status, "told", Map.of("title", title, "text", text, "ways", List.of()));
        response.setStatus(status);
        response.setContentType("text/html;charset=utf-8");
        response.getOutputStream().write(String.valueOf(page.getBody()).getBytes(StandardCharsets.UTF_8));
    }
}
