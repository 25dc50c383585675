package dev.symbolon.admission.signin;

import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.secret.Handles;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a service has to remember of a browser, the browser carries: sealed, so that it can neither be read nor changed
 * there, and every node of the service opens it. Nothing of it is kept here.
 */
public final class SealedCookies {
    /** What browsers keep of one cookie at least (RFC 6265 §6.1), its attributes included. */
    private static final int LONGEST = 4096;

    private final Handles handles;
    private final HybridClock clock;
    private final JsonMapper json = JsonMapper.builder().build();
    private final boolean secure;

    /** One for each thing that is remembered; the seal is bound to it. */
    public interface Kind {
        /** The cookie's name, and the seal's purpose. */
        String label();
    }

    /** More than a browser keeps for us. */
    public static final class TooLargeException extends RuntimeException {
        TooLargeException(String text) {
            super(text);
        }
    }

    /** @param secure whether browsers come by https, so that the cookies can be held to this host and to that */
    public SealedCookies(Handles handles, HybridClock clock, boolean secure) {
        this.handles = handles;
        this.clock = clock;
        this.secure = secure;
    }

    /** The header that has the browser keep it so long. */
    public String sealed(Kind kind, Object content, Duration life) {
        String header = header(
                kind,
                handles.seal(
                        TenantId.SYSTEM,
                        kind.label(),
                        json.writeValueAsBytes(content),
                        clock.now().instant().plus(life)),
                life);
        if (header.length() > LONGEST) {
            throw new TooLargeException(kind + " is larger than browsers keep: " + header.length());
        }
        return header;
    }

    /** The header that has the browser forget it. */
    public String gone(Kind kind) {
        return header(kind, "", Duration.ZERO);
    }

    /** Empty when there is none of ours, it is too old, or there are two: then one of them was planted. */
    public <T> Optional<T> opened(HttpServletRequest request, Kind kind, Class<T> type) {
        Optional<String> found = Optional.empty();
        for (Cookie cookie : request.getCookies() == null ? new Cookie[0] : request.getCookies()) {
            if (cookie.getName().equals(name(kind))) {
                if (found.isPresent()) {
                    return Optional.empty();
                }
                found = Optional.of(cookie.getValue());
            }
        }
        return found.flatMap(value -> handles.open(
                        TenantId.SYSTEM, kind.label(), value, clock.now().instant()))
                .flatMap(bytes -> read(bytes, type));
    }

    /** What another version of the service sealed, and this one can't read, is none. */
    private <T> Optional<T> read(byte[] bytes, Class<T> type) {
        try {
            return Optional.of(json.readValue(bytes, type));
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }

    // Lax: the way back from the sign-in page is a link from another site. What changes something proves where it comes
    // from.
    private String header(Kind kind, String value, Duration life) {
        return name(kind) + "=" + value + "; Path=/; Max-Age=" + life.toSeconds() + "; HttpOnly; SameSite=Lax"
                + (secure ? "; Secure" : "");
    }

    private String name(Kind kind) {
        return secure ? "__Host-" + kind.label() : kind.label();
    }
}
