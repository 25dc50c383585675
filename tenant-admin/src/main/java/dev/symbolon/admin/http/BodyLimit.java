package dev.symbolon.admin.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** A body says its length, and has at most 64 KiB. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 30)
final class BodyLimit extends OncePerRequestFilter {
    static final int MOST_BYTES = 64 * 1024;

    private final Problems problems;

    BodyLimit(Problems problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getHeader("Transfer-Encoding") != null) {
            problems.write(request, response, AdminRefusal.lengthRequired());
        } else if (request.getContentLengthLong() > MOST_BYTES) {
            problems.write(request, response, AdminRefusal.tooLarge());
        } else {
            chain.doFilter(request, response);
        }
    }
}
