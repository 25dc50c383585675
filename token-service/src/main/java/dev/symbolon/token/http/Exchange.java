package dev.symbolon.token.http;

import jakarta.servlet.http.HttpServletRequest;

/** What is known of one request besides its content. */
public final class Exchange {
    /** The peer's address. Forwarded headers aren't believed: whoever terminates TLS in front is configured in Tomcat. */
    public static String address(HttpServletRequest request) {
        return request.getRemoteAddr();
    }

    public static String userAgent(HttpServletRequest request) {
        String agent = request.getHeader("User-Agent");
        return agent == null ? "" : agent.substring(0, Math.min(agent.length(), 256));
    }

    private Exchange() {}
}
