package dev.symbolon.projection.http;

import dev.symbolon.admission.correlation.Correlation;
import dev.symbolon.core.event.Personal;
import dev.symbolon.core.event.RefusalEvent;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.decision.RefusalLog;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Whoever is let in nowhere is counted in the platform's own log: by the minute, with a few addresses. */
@Component
public final class Refusals {
    private final RefusalLog log;
    private final HybridClock clock;

    Refusals(RefusalLog log, HybridClock clock) {
        this.log = log;
        this.clock = clock;
    }

    /** A request without a token that counts. */
    public void unknown(HttpServletRequest request, String endpoint) {
        log.refused(
                TenantId.SYSTEM,
                "auditor-token",
                new RefusalEvent.Sample(
                        endpoint,
                        Optional.empty(),
                        Optional.empty(),
                        Personal.of(request.getRemoteAddr()),
                        clock.now().instant(),
                        Correlation.current()));
    }
}
