package dev.symbolon.admin.http;

import org.springframework.http.HttpStatus;

/** A call that is answered with a problem (RFC 9457): a stable code, and a text that repeats nothing secret. */
public final class AdminRefusal extends RuntimeException {
    private final HttpStatus status;
    private final String code;

    private AdminRefusal(HttpStatus status, String code, String detail) {
        super(detail, null, false, false);
        this.status = status;
        this.code = code;
    }

    /** What was sent can't be right, whatever the state of things. */
    public static AdminRefusal invalid(String code, String detail) {
        return new AdminRefusal(HttpStatus.BAD_REQUEST, code, detail);
    }

    /** There is no such thing in this tenant; the same for a thing of another's. */
    public static AdminRefusal unknown(String what) {
        return new AdminRefusal(HttpStatus.NOT_FOUND, "unknown-" + what, "there is no such " + what);
    }

    /** The name is held by another. */
    public static AdminRefusal taken(String kind) {
        return new AdminRefusal(HttpStatus.CONFLICT, kind + "-taken", "the " + kind + " is taken");
    }

    /** The domain said no. */
    public static AdminRefusal decided(String reason) {
        return new AdminRefusal(HttpStatus.UNPROCESSABLE_CONTENT, reason, "refused: " + reason);
    }

    /** Too much at once. */
    public static AdminRefusal busy() {
        return new AdminRefusal(HttpStatus.SERVICE_UNAVAILABLE, "busy", "too many calls at once, try again");
    }

    HttpStatus status() {
        return status;
    }

    String code() {
        return code;
    }

    String detail() {
        return String.valueOf(getMessage());
    }
}
