package dev.symbolon.projection.http;

import dev.symbolon.projection.AuditSettings;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/** Deny by default: whatever isn't health or metrics takes the auditor's bearer token (RFC 6750 §2.1). */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
final class AuditorGate extends OncePerRequestFilter {
    private static final Set<String> OPEN = Set.of(
            "/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness", "/actuator/prometheus");
    private static final int LONGEST_TOKEN = 512;
    private static final String SCHEME = "bearer ";

    private final Optional<byte[]> expected;
    private final JsonMapper json;

    AuditorGate(AuditSettings settings, JsonMapper json) {
        this.expected = settings.tokenSha256().map(HexFormat.of()::parseHex);
        this.json = json;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        List<String> sent = Collections.list(request.getHeaders("Authorization"));
        if (OPEN.contains(request.getRequestURI()) || sent.size() == 1 && isAuditors(sent.getFirst())) {
            chain.doFilter(request, response);
            return;
        }
        response.setStatus(HttpStatus.UNAUTHORIZED.value());
        response.setHeader("WWW-Authenticate", "Bearer");
        response.setHeader("Cache-Control", "no-store");
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream()
                .write(json.writeValueAsBytes(ProblemAdvice.problem(
                        HttpStatus.UNAUTHORIZED, "auditor-token", "this API takes an auditor's bearer token")));
    }

    private boolean isAuditors(String header) {
        if (expected.isEmpty()
                || header.length() > LONGEST_TOKEN
                || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return false;
        }
        return MessageDigest.isEqual(sha256(header.substring(SCHEME.length())), expected.get());
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
