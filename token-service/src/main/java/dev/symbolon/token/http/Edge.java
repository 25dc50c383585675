package dev.symbolon.token.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Around every request: the headers that every answer has, a timer. */
public final class Edge implements Filter {
    private final MeterRegistry meters;
    private final Map<String, Timer> timers = new ConcurrentHashMap<>();

    public Edge(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletResponse answer = KeptOnRefusal.around((HttpServletResponse) response);
        long from = System.nanoTime();
        try {
            answer.setHeader("X-Content-Type-Options", "nosniff");
            chain.doFilter(request, answer);
        } finally {
            record((HttpServletRequest) request, answer.getStatus(), System.nanoTime() - from);
        }
    }

    private void record(HttpServletRequest request, int status, long nanos) {
        Endpoint endpoint = Endpoint.of(request.getRequestURI());
        int group = status / 100;
        timers.computeIfAbsent(
                        endpoint.name() + group,
                        _ -> Timer.builder("symbolon.requests")
                                .description("Requests by endpoint and class of status")
                                .tag("endpoint", endpoint.label())
                                .tag("status", group + "xx")
                                .publishPercentileHistogram(false)
                                .register(meters))
                .record(nanos, TimeUnit.NANOSECONDS);
    }
}
