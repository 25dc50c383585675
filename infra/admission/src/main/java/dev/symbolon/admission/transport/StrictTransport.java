package dev.symbolon.admission.transport;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/**
 * Tells browsers to come by TLS alone from now on (RFC 6797 §7.1), where the service's address is one of TLS. Of this host
 * and not those below it: whose they are is the operator's to say, in front of the service.
 */
public final class StrictTransport implements Filter {
    private static final String POLICY = "max-age=" + Duration.ofDays(730).toSeconds();

    private final boolean secure;

    /** @param base the address by which browsers reach the service */
    public StrictTransport(URI base) {
        this.secure = "https".equals(base.getScheme());
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (secure && response instanceof HttpServletResponse answer) {
            answer.setHeader("Strict-Transport-Security", POLICY);
        }
        chain.doFilter(request, response);
    }
}
