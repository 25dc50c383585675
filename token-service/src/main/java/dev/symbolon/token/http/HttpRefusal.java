package dev.symbolon.token.http;

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

    public HttpRefusal(int status, String code, String text) {
        super(code, null, false, false);
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
