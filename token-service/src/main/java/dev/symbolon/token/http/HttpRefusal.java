package dev.symbolon.token.http;

import java.util.Map;

/**
 * A request that is refused before it has become a typed one: an exception, because it can be found anywhere in parsing.
 * The edge answers it in the endpoint's form, as a page or as JSON.
 *
 * @see ProtocolError for what the protocols define
 */
public final class HttpRefusal extends RuntimeException {
    private final int status;
    private final String code;
    private final String text;
    private final Map<String, String> headers;

    public HttpRefusal(int status, String code, String text) {
        this(status, code, text, Map.of());
    }

    private HttpRefusal(int status, String code, String text, Map<String, String> headers) {
        super(code, null, false, false);
        this.headers = headers;
        this.status = status;
        this.code = code;
        this.text = text;
    }

    public static HttpRefusal malformed(String text) {
        return new HttpRefusal(400, "invalid_request", text);
    }

    public static HttpRefusal unknownTenant() {
        return new HttpRefusal(404, "not_found", "There is nothing at this address.");
    }

    public static HttpRefusal suspendedTenant() {
        return new HttpRefusal(403, "access_denied", "Signing in is switched off here at the moment.");
    }

    /**
     * RFC 9110 §15.5.6: a 405 says what is served instead.
     *
     * @param allowed the methods, as the {@code Allow} header has them
     */
    public static HttpRefusal otherMethod(String allowed) {
        return new HttpRefusal(405, "invalid_request", "Served here: " + allowed + ".", Map.of("Allow", allowed));
    }

    /** @param headers when to come again */
    public static HttpRefusal tooMany(Map<String, String> headers) {
        return new HttpRefusal(429, "temporarily_unavailable", "There are too many requests. Try later.", headers);
    }

    public Map<String, String> headers() {
        return headers;
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    public String text() {
        return text;
    }
}
