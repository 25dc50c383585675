package dev.symbolon.admin.http;

import dev.symbolon.admission.correlation.Correlation;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.secret.Handles;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Whom a call is for. The console's calls come from the service itself, and name the browser's address and request that they
 * are for; they do so under a seal of the platform, as anybody could write a header.
 */
@Component
public final class Visitors {
    /** Carries the sealed visitor. */
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

    /** @param correlation of the browser's request: what is called for it is part of it */
    private record Visitor(String correlation, String address) {
        String written() {
            return correlation + " " + address;
        }

        static Optional<Visitor> read(String text) {
            int end = text.indexOf(' ');
            return end < 0
                    ? Optional.empty()
                    : Optional.of(new Visitor(text.substring(0, end), text.substring(end + 1)));
        }
    }

    /** The header's value, for a call that is made now for the browser of this address. */
    public String sealed(String address) {
        return handles.seal(
                TenantId.SYSTEM,
                PURPOSE,
                new Visitor(Correlation.current(), address).written().getBytes(StandardCharsets.UTF_8),
                clock.now().instant().plus(LIFE));
    }

    /** The browser's address where one of ours says so; else whoever called. */
    String address(HttpServletRequest request) {
        return visitor(request).map(Visitor::address).orElseGet(request::getRemoteAddr);
    }

    /** The correlation of the browser's request where one of ours says so. */
    Optional<String> correlation(HttpServletRequest request) {
        return visitor(request).map(Visitor::correlation);
    }

    private Optional<Visitor> visitor(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader(HEADER))
                .flatMap(header -> handles.open(
                        TenantId.SYSTEM, PURPOSE, header, clock.now().instant()))
                .flatMap(bytes -> Visitor.read(new String(bytes, StandardCharsets.UTF_8)));
    }
}
