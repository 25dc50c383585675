package dev.symbolon.admin.http;

import dev.symbolon.admin.AdminSettings;
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
import java.util.Set;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Deny by default: whatever isn't health or metrics takes the operator's bearer token (RFC 6750 §2.1). */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
final class OperatorGate extends OncePerRequestFilter {
    private static final Set<String> OPEN = Set.of(
            "/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness", "/actuator/prometheus");
    private static final int LONGEST_TOKEN = 512;
    private static final String SCHEME = "bearer ";

    private final byte[] expected;
    private final Problems problems;

    OperatorGate(AdminSettings settings, Problems problems) {
        this.expected = HexFormat.of().parseHex(settings.operatorTokenSha256());
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (OPEN.contains(request.getRequestURI())) {
            chain.doFilter(request, response);
            return;
        }
        // Two credentials in one request are a trick, not a call.
        List<String> sent = Collections.list(request.getHeaders("Authorization"));
        if (sent.isEmpty()) {
            refuse(request, response, "operator-token-missing", "this API takes an operator's bearer token");
        } else if (sent.size() > 1 || !isOperators(sent.getFirst())) {
            refuse(request, response, "operator-token-wrong", "the bearer token isn't an operator's");
        } else {
            chain.doFilter(request, response);
        }
    }

    private boolean isOperators(String header) {
        if (header.length() > LONGEST_TOKEN || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return false;
        }
        String token = header.substring(SCHEME.length());
        return MessageDigest.isEqual(sha256(token), expected);
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, String code, String detail)
            throws IOException {
        response.setHeader("WWW-Authenticate", "Bearer");
        problems.write(request, response, HttpStatus.UNAUTHORIZED, code, detail);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
