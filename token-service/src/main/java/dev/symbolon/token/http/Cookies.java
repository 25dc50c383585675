package dev.symbolon.token.http;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;

/**
 * A tenant's cookies. Their path is the tenant's, so that one tenant's browser state isn't sent to another; therefore
 * they can't have the {@code __Host-} prefix, which asks for the path {@code /}.
 */
public final class Cookies {
    private final boolean secure;

    public Cookies(boolean secure) {
        this.secure = secure;
    }

    /** The value; empty when it is absent, and when it is there twice, for then one of them was planted. */
    public Optional<String> read(HttpServletRequest request, String name) {
        Cookie[] cookies = request.getCookies();
        if (cookies == null) {
            return Optional.empty();
        }
        Optional<String> found = Optional.empty();
        for (Cookie cookie : cookies) {
            if (cookie.getName().equals(fullName(name))) {
                if (found.isPresent()) {
                    return Optional.empty();
                }
                found = Optional.of(cookie.getValue());
            }
        }
        return found;
    }

    /** The header's value. A cookie without {@code life} ends with the browser. */
    public String set(String name, String value, String path, Optional<Duration> life) {
        return fullName(name) + "=" + value + "; Path=" + path
                + life.map(duration -> "; Max-Age=" + duration.toSeconds()).orElse("")
                + "; HttpOnly; SameSite=Lax" + (secure ? "; Secure" : "");
    }

    public String clear(String name, String path) {
        return set(name, "", path, Optional.of(Duration.ZERO));
    }

    private String fullName(String name) {
        return secure ? "__Secure-" + name : name;
    }
}
