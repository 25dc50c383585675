package dev.symbolon.admin.http;

import dev.symbolon.core.event.Personal;
import dev.symbolon.core.event.RefusalEvent;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.decision.RefusalLog;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerMapping;
import tools.jackson.databind.json.JsonMapper;

/** Says no in RFC 9457 form, and has every no written down. */
@Component
final class Problems {
    private final RefusalLog refusals;
    private final HybridClock clock;
    private final JsonMapper json;

    Problems(RefusalLog refusals, HybridClock clock, JsonMapper json) {
        this.refusals = refusals;
        this.clock = clock;
        this.json = json;
    }

    /** The problem, after it was recorded. */
    ProblemDetail of(HttpServletRequest request, HttpStatusCode status, String code, String detail) {
        if (status.is4xxClientError()) {
            record(request, code);
        }
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create("urn:symbolon:problem:" + code));
        problem.setProperty("code", code);
        return problem;
    }

    void write(HttpServletRequest request, HttpServletResponse response, HttpStatus status, String code, String detail)
            throws IOException {
        ProblemDetail problem = of(request, status, code, detail);
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream().write(json.writeValueAsBytes(problem));
    }

    // In the system tenant's log: a call that names a tenant hasn't shown yet that there is one.
    private void record(HttpServletRequest request, String code) {
        Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        String endpoint = request.getMethod() + " " + (pattern == null ? "/" : pattern);
        refusals.refused(
                TenantId.SYSTEM,
                "admin-" + code,
                new RefusalEvent.Sample(
                        endpoint,
                        Optional.empty(),
                        Optional.empty(),
                        Personal.of(request.getRemoteAddr()),
                        clock.now().instant()));
    }
}
