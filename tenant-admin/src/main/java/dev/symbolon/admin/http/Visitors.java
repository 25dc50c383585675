package dev.symbolon.admin.http;

import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.secret.Handles;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Where a call came from. The console's calls come from the service itself, and name the browser that they are for; they do so
 * under a seal of the platform, as anybody could write a header.
 */
@Component
public final class Visitors {
    /** Carries the sealed address. */
    public static final String HEADER = "Symbolon-Visitor";

    private static final String PURPOSE = "console-visitor";

    /** A call is made at once; a header that leaks is of no use soon. */
    private static final Duration LIFE = Duration.ofSeconds(30);

    private final Handles handles;
    private final HybridClock clock;

    Visitors(Handles handles, HybridClock clock) {
        this.handles = handles;
        this.clock = clock;
    }

    /** The header's value, for a call that is made for this browser. */
    public String sealed(String address) {
        return handles.seal(
                TenantId.SYSTEM,
                PURPOSE,
                address.getBytes(StandardCharsets.UTF_8),
                clock.now().instant().plus(LIFE));
    }

    /** The browser's address where one of ours says so; else whoever called. */
    String address(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader(HEADER))
                .flatMap(header -> handles.open(
                        TenantId.SYSTEM, PURPOSE, header, clock.now().instant()))
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElseGet(request::getRemoteAddr);
    }
}
