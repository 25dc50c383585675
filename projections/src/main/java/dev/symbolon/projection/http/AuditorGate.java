package dev.symbolon.projection.http;

import dev.symbolon.projection.auditor.Auditor;
import dev.symbolon.projection.auditor.Auditors;
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
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/** Deny by default: whatever isn't health or metrics takes an auditor's bearer token (RFC 6750 §2.1). */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
final class AuditorGate extends OncePerRequestFilter {
    private static final Set<String> OPEN = Set.of(
            "/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness", "/actuator/prometheus");
    private static final String SCHEME = "bearer ";

    private final Auditors auditors;
    private final JsonMapper json;

    AuditorGate(Auditors auditors, JsonMapper json) {
        this.auditors = auditors;
        this.json = json;
    }

    /** Who asks; every request behind the gate has one. */
    static Auditor auditor(HttpServletRequest request) {
        if (request.getAttribute(Auditor.class.getName()) instanceof Auditor auditor) {
            return auditor;
        }
        throw new IllegalStateException("a request came past the gate");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (OPEN.contains(request.getRequestURI())) {
            chain.doFilter(request, response);
            return;
        }
        Optional<Auditor> auditor = bearer(request);
        if (auditor.isEmpty()) {
            response.setHeader("WWW-Authenticate", "Bearer");
            refuse(response, HttpStatus.UNAUTHORIZED, "auditor-token", "this API takes an auditor's bearer token");
        } else if (repeats(request)) {
            refuse(response, HttpStatus.BAD_REQUEST, "repeated-parameter", "a parameter is given twice");
        } else {
            request.setAttribute(Auditor.class.getName(), auditor.get());
            chain.doFilter(request, response);
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
