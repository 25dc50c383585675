package dev.symbolon.token.cors;

import dev.symbolon.token.http.Answer;
import dev.symbolon.token.http.Endpoint;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Answers browsers that ask before a page's request (Fetch §3.3). A preflight names no client, so it is answered for every
 * origin that a single-page app can have; it opens nothing, for the answer to the request itself can be read by the
 * client's own origins only, and no cookie counts at these endpoints. The authorization endpoint isn't here, and never
 * shall be: it is navigated to.
 */
public final class Preflight implements Filter {
    /** What everybody may read: it is the same for all. */
    private static final Set<Endpoint> OPEN = Set.of(Endpoint.DISCOVERY, Endpoint.SERVER_METADATA, Endpoint.JWKS);

    /** What a single-page app reads from its own origins. */
    private static final Set<Endpoint> OWN = Set.of(Endpoint.TOKEN, Endpoint.USERINFO, Endpoint.REVOKE);

    private static final Pattern ORIGIN = Pattern.compile(
            "https://[a-z0-9.-]+(:[0-9]{1,5})?|http://(localhost|127\\.0\\.0\\.1|\\[::1])(:[0-9]{1,5})?");

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest asked = (HttpServletRequest) request;
        HttpServletResponse answer = (HttpServletResponse) response;
        Endpoint endpoint = Endpoint.of(asked.getRequestURI());
        if (OWN.contains(endpoint)) {
            // Caches between keep one origin's answer from another's, failures too.
            answer.addHeader("Vary", "Origin");
        }
        String origin = asked.getHeader("Origin");
        boolean preflight = asked.getMethod().equals("OPTIONS")
                && origin != null
                && asked.getHeader("Access-Control-Request-Method") != null;
        if (!preflight || !OWN.contains(endpoint) && !OPEN.contains(endpoint)) {
            chain.doFilter(request, response);
            return;
        }
        answer(endpoint, origin).send(answer);
    }

    private static Answer answer(Endpoint endpoint, String origin) {
        Answer empty = new Answer(204, List.of(), new byte[0]);
        if (OPEN.contains(endpoint)) {
            return empty.with("Access-Control-Allow-Origin", "*")
                    .with("Access-Control-Allow-Methods", "GET")
                    .with("Access-Control-Max-Age", "86400");
        }
        Answer own = empty.with("Vary", "Access-Control-Request-Method, Access-Control-Request-Headers");
        return ORIGIN.matcher(origin).matches()
                ? own.with("Access-Control-Allow-Origin", origin)
                        .with("Access-Control-Allow-Methods", endpoint == Endpoint.USERINFO ? "GET, POST" : "POST")
                        .with("Access-Control-Allow-Headers", "Authorization, Content-Type")
                        .with("Access-Control-Max-Age", "600")
                : own;
    }
}
