package dev.symbolon.admin.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** A body says its length, and has at most 64 KiB. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 30)
final class BodyLimit extends OncePerRequestFilter {
    private static final long MOST_BYTES = 64 * 1024;

    private final Problems problems;

    BodyLimit(Problems problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getHeader("Transfer-Encoding") != null) {
            problems.write(
                    request, response, HttpStatus.LENGTH_REQUIRED, "length-required", "a body comes with its length");
        } else if (request.getContentLengthLong() > MOST_BYTES) {
            problems.write(
                    request, response, HttpStatus.CONTENT_TOO_LARGE, "body-too-large", "a body has at most 64 KiB");
        } else {
            chain.doFilter(request, response);
        }
    }
}
