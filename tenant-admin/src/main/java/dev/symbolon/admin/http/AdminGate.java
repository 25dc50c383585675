package dev.symbolon.admin.http;

import dev.symbolon.admission.access.Caller;
import dev.symbolon.admission.correlation.Correlated;
import dev.symbolon.admission.correlation.Correlation;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Deny by default: whatever isn't named here takes a bearer token (RFC 6750 §2.1). */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
final class AdminGate extends OncePerRequestFilter {
    /** Health, metrics, and what says how to call this API. */
    private static final Set<String> OPEN = Set.of(
            "/actuator/health",
            "/actuator/health/liveness",
            "/actuator/health/readiness",
            "/actuator/prometheus",
            Operation.BASE + "/openapi.json",
            Operation.BASE + "/docs",
            Operation.BASE + "/style.css",
            "/console");

    /** Pages for people, which look after their own visitors. */
    private static final List<String> PAGES = List.of("/invitations/", "/console/");

    private static final String CALLER = AdminGate.class.getName();
    private static final String SCHEME = "bearer ";

    private final Authenticator authenticator;
    private final Problems problems;
    private final Visitors visitors;

    AdminGate(Authenticator authenticator, Problems problems, Visitors visitors) {
        this.authenticator = authenticator;
        this.problems = problems;
        this.visitors = visitors;
    }

    /** Who was let in with that request. */
    static Optional<Caller> caller(HttpServletRequest request) {
        return Optional.ofNullable((Caller) request.getAttribute(CALLER));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String path = request.getRequestURI();
        if (!OPEN.contains(path) && PAGES.stream().noneMatch(path::startsWith)) {
            Optional<String> browsers;
            try {
                request.setAttribute(CALLER, authenticated(request));
                browsers = visitors.correlation(request);
            } catch (RuntimeException refused) {
                problems.write(request, response, Problems.of(refused));
                return;
            }
            if (browsers.isPresent()) {
                goOn(browsers.get(), request, response, chain);
                return;
            }
        }
        chain.doFilter(request, response);
    }

    /** What the console calls for a browser's request is part of that request, in log lines and events. */
    private static void goOn(
            String correlation, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try (Correlation _ = Correlation.goOn(correlation)) {
            response.setHeader(Correlated.HEADER, correlation);
            chain.doFilter(request, response);
        }
    }

    private Caller authenticated(HttpServletRequest request) {
        List<String> sent = Collections.list(request.getHeaders("Authorization"));
        if (sent.isEmpty()) {
            throw AdminRefusal.unauthenticated("token-missing", "this API takes a bearer token");
        }
        String header = sent.getFirst();
        // Two credentials in one request are a trick, not a call.
        if (sent.size() > 1 || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw Authenticator.wrongToken();
        }
        return authenticator.caller(header.substring(SCHEME.length()));
    }
}
