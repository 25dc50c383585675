package dev.symbolon.admission.correlation;

import dev.symbolon.core.identifier.Randomness;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Around every request: its correlation, which the answer names too, so that whoever got it can ask an operator about it. */
public final class Correlated implements Filter {
    public static final String HEADER = "X-Correlation-Id";

    private final Randomness randomness;

    public Correlated(Randomness randomness) {
        this.randomness = randomness;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        try (Correlation _ = Correlation.begin(randomness)) {
            if (response instanceof HttpServletResponse answer) {
                answer.setHeader(HEADER, Correlation.current());
            }
            chain.doFilter(request, response);
        }
    }
}
