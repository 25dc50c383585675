package dev.symbolon.admin.http;

import dev.symbolon.admission.access.Caller;
import dev.symbolon.admission.correlation.Correlation;
import dev.symbolon.core.event.Personal;
import dev.symbolon.core.event.RefusalEvent;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.ports.decision.Claims;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.decision.RefusalLog;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.function.RouterFunctions;

/** Says no in RFC 9457 form, and has every no written down. The one place that knows the problems' URIs. */
@Component
public final class Problems {
    /** A problem's type is this and its code. */
    static final String TYPE = "urn:symbolon:problem:";

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE");

    /** As ids are made: 26 characters of Crockford's base32; and the platform's own. */
    private static final Pattern TENANT = Pattern.compile("[0-9a-hjkmnp-tv-z]{26}|system");

    private final RefusalLog refusals;
    private final HybridClock clock;
    private final Bodies bodies;
    private final Visitors visitors;

    Problems(RefusalLog refusals, HybridClock clock, Bodies bodies, Visitors visitors) {
        this.refusals = refusals;
        this.clock = clock;
        this.bodies = bodies;
        this.visitors = visitors;
    }

    /** Whatever was thrown, as a refusal; what is our own fault is logged, and shown to nobody. */
    static AdminRefusal of(Exception thrown) {
        return switch (thrown) {
            case AdminRefusal refusal -> refusal;
            case Claims.ClaimTakenException taken -> AdminRefusal.taken(taken.kind());
            case Decisions.UndecidedException undecided -> {
                if (!undecided.told()) {
                    LOG.warn("undecided", undecided);
                }
                yield AdminRefusal.undecided();
            }
            default -> {
                LOG.error("a call failed", thrown);
                yield AdminRefusal.internal();
            }
        };
    }

    /** The problem's members, after it was recorded. */
    Map<String, Object> of(HttpServletRequest request, AdminRefusal refusal) {
        if (refusal.status().is4xxClientError()) {
            recorded(request, refusal);
        }
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", TYPE + refusal.code());
        problem.put("title", refusal.status().getReasonPhrase());
        problem.put("status", refusal.status().value());
        problem.put("detail", refusal.detail());
        problem.put("code", refusal.code());
        refusal.pointer().ifPresent(pointer -> problem.put("pointer", pointer));
        return problem;
    }

    public void write(HttpServletRequest request, HttpServletResponse response, AdminRefusal refusal)
            throws IOException {
        byte[] body = bodies.written(of(request, refusal));
        response.setStatus(refusal.status().value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setHeader("Cache-Control", "no-store");
        if (refusal.status().value() == 401) {
            response.setHeader("WWW-Authenticate", "Bearer");
        }
        if (refusal.status().value() == 503) {
            response.setHeader("Retry-After", "1");
        }
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    // In the log of the tenant whose token it was; without one in the system's: a path that names a tenant doesn't show
    // that there is one.
    public void recorded(HttpServletRequest request, AdminRefusal refusal) {
        Optional<Caller> caller = AdminGate.caller(request);
        refusals.refused(
                caller.map(Caller::home).orElse(TenantId.SYSTEM),
                reason(refusal),
                new RefusalEvent.Sample(
                        method(request) + " " + endpoint(request, caller),
                        Optional.empty(),
                        caller.map(known -> known.actor(known.home())),
                        Optional.empty(),
                        Personal.of(visitors.address(request)),
                        clock.now().instant(),
                        Optional.of(Correlation.current())));
    }

    /**
     * The path's pattern; with the tenant that the call was for, where that is another than the one in whose log this is. An id
     * that the platform could have made, so that no words of a caller's choosing are kept.
     */
    private static String endpoint(HttpServletRequest request, Optional<Caller> caller) {
        Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        if (pattern == null) {
            return "/";
        }
        return caller.flatMap(known -> tenant(request)
                        .filter(tenant -> !tenant.equals(known.home().value())))
                .map(tenant -> pattern.toString().replace("{tenant}", tenant))
                .orElseGet(pattern::toString);
    }

    private static Optional<String> tenant(HttpServletRequest request) {
        return request.getAttribute(RouterFunctions.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables
                        && variables.get("tenant") instanceof String tenant
                        && TENANT.matcher(tenant).matches()
                ? Optional.of(tenant)
                : Optional.empty();
    }

    /** Of those that there are: a method is any word of a caller's choosing (RFC 9110 §9.1), and the log keeps it for ever. */
    private static String method(HttpServletRequest request) {
        return METHODS.contains(request.getMethod()) ? request.getMethod() : "?";
    }

    /** A small set: what the domain's rules say is one of it, however many rules there are. */
    private static String reason(AdminRefusal refusal) {
        return switch (refusal.status()) {
            case BAD_REQUEST -> "admin-invalid";
            case UNAUTHORIZED -> "admin-unauthenticated";
            case FORBIDDEN -> "admin-forbidden";
            case NOT_FOUND -> "admin-unknown";
            case CONFLICT -> "admin-conflict";
            case PRECONDITION_FAILED -> "admin-outdated";
            case UNPROCESSABLE_CONTENT -> "admin-refused";
            default -> "admin-malformed";
        };
    }
}
