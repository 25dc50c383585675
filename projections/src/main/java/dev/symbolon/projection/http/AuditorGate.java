package dev.symbolon.projection.http;

import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.projection.auditor.Auditor;
import dev.symbolon.projection.auditor.AuditorSession;
import dev.symbolon.projection.auditor.AuditorSessions;
import dev.symbolon.projection.auditor.Auditors;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Deny by default: whatever isn't health, metrics or the way in takes an auditor's bearer token (RFC 6750 §2.1), in its
 * header or, from the pages, in the session's cookie.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
public final class AuditorGate extends OncePerRequestFilter {
    /** Where the pages are. */
    public static final String PAGES = "/auditor";

    public static final String SIGN_IN = PAGES + "/sign-in";

    public static final String CALLBACK = PAGES + "/callback";

    public static final String SIGNED_OUT = PAGES + "/signed-out";

    /** What a form of the pages sends along. */
    public static final String PROOF = "proof";

    /** How to call the API. */
    public static final String DOCUMENT = "/audit/v1/openapi.json";

    public static final String DOCUMENT_PAGE = "/audit/v1/docs";

    private static final Set<String> OPEN = Set.of(
            "/actuator/health",
            "/actuator/health/liveness",
            "/actuator/health/readiness",
            "/actuator/prometheus",
            DOCUMENT,
            DOCUMENT_PAGE,
            SIGN_IN,
            CALLBACK,
            SIGNED_OUT);
    private static final String ASSETS = PAGES + "/assets/";
    private static final String SCHEME = "bearer ";
    private static final String LOOK = AuditorGate.class.getName();

    private final Auditors auditors;
    private final AuditorSessions sessions;
    private final Refusals refusals;
    private final JsonMapper json;

    AuditorGate(Auditors auditors, AuditorSessions sessions, Refusals refusals, JsonMapper json) {
        this.refusals = refusals;
        this.auditors = auditors;
        this.sessions = sessions;
        this.json = json;
    }

    /** Who asks; every request behind the gate has one. */
    static Auditor auditor(HttpServletRequest request) {
        if (request.getAttribute(Auditor.class.getName()) instanceof Auditor auditor) {
            return auditor;
        }
        throw new IllegalStateException("a request came past the gate");
    }

    /** Who asks by now; empty once what let them in is over. */
    static Optional<Auditor> auditorNow(HttpServletRequest request) {
        return request.getAttribute(LOOK) instanceof Supplier<?> look
                ? ((Optional<?>) look.get()).map(Auditor.class::cast)
                : Optional.empty();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!readable(request)) {
            refuse(response, HttpStatus.BAD_REQUEST, "bad-parameter", "the parameters aren't UTF-8, URL-encoded");
            return;
        }
        String path = request.getRequestURI();
        boolean page = path.equals(PAGES) || path.startsWith(PAGES + "/");
        if (page && changes(request) && !sameSite(request)) {
            refuse(response, HttpStatus.FORBIDDEN, "foreign-form", "another site's form isn't taken");
        } else if (repeats(request)) {
            refuse(response, HttpStatus.BAD_REQUEST, "repeated-parameter", "a parameter is given twice");
        } else if (OPEN.contains(path) || path.startsWith(ASSETS)) {
            chain.doFilter(request, response);
        } else {
            Supplier<Optional<Auditor>> look = () -> request.getHeader("Authorization") != null
                    ? bearer(request)
                    : session(request).map(AuditorSession::auditor);
            Optional<Auditor> auditor;
            try {
                auditor = look.get();
            } catch (Decisions.UndecidedException undecided) {
                response.setHeader("Retry-After", "1");
                refuse(
                        response,
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "undecided",
                        "whether the token counts can't be told now, try again");
                return;
            }
            if (auditor.isPresent()) {
                request.setAttribute(Auditor.class.getName(), auditor.get());
                request.setAttribute(LOOK, look);
                chain.doFilter(request, response);
            } else if (page && request.getHeader("Authorization") == null) {
                response.setStatus(HttpStatus.SEE_OTHER.value());
                response.setHeader("Location", SIGN_IN);
                response.setHeader("Cache-Control", "no-store");
            } else {
                refusals.unknown(request, "audit-api");
                response.setHeader("WWW-Authenticate", "Bearer");
                refuse(response, HttpStatus.UNAUTHORIZED, "auditor-token", "this API takes an auditor's bearer token");
            }
        }
    }

    private Optional<Auditor> bearer(HttpServletRequest request) {
        List<String> sent = Collections.list(request.getHeaders("Authorization"));
        // Two credentials in one request are a trick, not a call.
        if (sent.size() != 1 || !sent.getFirst().regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        return auditors.bearer(sent.getFirst().substring(SCHEME.length()));
    }

    /** A browser's session; what changes something must prove that one of its pages sent it. */
    private Optional<AuditorSession> session(HttpServletRequest request) {
        Optional<AuditorSession> session =
                sessions.of(request).filter(known -> !changes(request) || proves(request, known));
        session.ifPresent(known -> request.setAttribute(AuditorSession.class.getName(), known));
        return session;
    }

    private static boolean proves(HttpServletRequest request, AuditorSession session) {
        String sent = request.getParameter(PROOF);
        return sent != null
                && MessageDigest.isEqual(
                        sent.getBytes(StandardCharsets.UTF_8), session.proof().getBytes(StandardCharsets.UTF_8));
    }

    private static boolean changes(HttpServletRequest request) {
        return !request.getMethod().equals("GET") && !request.getMethod().equals("HEAD");
    }

    /** Every browser of today says where a request comes from; what says nothing isn't one, and has no cookie to abuse. */
    private static boolean sameSite(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        return site == null || site.equals("same-origin");
    }

    /** The server throws at what isn't UTF-8 in percent signs. */
    private static boolean readable(HttpServletRequest request) {
        try {
            var _ = request.getParameterMap();
            return true;
        } catch (IllegalStateException _) {
            return false;
        }
    }

    private static boolean repeats(HttpServletRequest request) {
        return request.getParameterMap().values().stream().anyMatch(values -> values.length > 1);
    }

    private void refuse(HttpServletResponse response, HttpStatusCode status, String code, String detail)
            throws IOException {
        response.setStatus(status.value());
        response.setHeader("Cache-Control", "no-store");
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(json.writeValueAsBytes(ProblemAdvice.problem(status, code, detail)));
    }
}
