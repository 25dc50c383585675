package dev.symbolon.projection.http;

import org.springframework.http.HttpStatus;

/** A call that is answered with a problem (RFC 9457): a stable code, and a text that repeats nothing that was sent. */
public final class AuditRefusal extends RuntimeException {
    private final HttpStatus status;
    private final String code;

    private AuditRefusal(HttpStatus status, String code, String detail) {
        super(detail, null, false, false);
        this.status = status;
        this.code = code;
    }

    public static AuditRefusal invalid(String code, String detail) {
        return new AuditRefusal(HttpStatus.BAD_REQUEST, code, detail);
    }

    /** There is no such thing in this tenant; the same for a thing of another's. */
    public static AuditRefusal unknown(String what) {
        return new AuditRefusal(HttpStatus.NOT_FOUND, "unknown-" + what, "there is no such " + what);
    }

    /** The view hasn't got what the caller wrote: rather no answer than one without it. */
    public static AuditRefusal late() {
        return unavailable("late", "the view doesn't have that position yet, try again");
    }

    /** Not now; the caller may try again in a second. */
    public static AuditRefusal unavailable(String code, String detail) {
        return new AuditRefusal(HttpStatus.SERVICE_UNAVAILABLE, code, detail);
    }

    /** The auditor may read, but not do this. */
    public static AuditRefusal forbidden() {
        return new AuditRefusal(HttpStatus.FORBIDDEN, "forbidden", "this takes a right that you don't have");
    }

    /** Not as things are now. */
    public static AuditRefusal conflict(String code, String detail) {
        return new AuditRefusal(HttpStatus.CONFLICT, code, detail);
    }

    /** There is such a path, but not for that. */
    static AuditRefusal wrongMethod() {
        return new AuditRefusal(
                HttpStatus.METHOD_NOT_ALLOWED, "method-not-allowed", "this path doesn't take that method");
    }

    public HttpStatus status() {
        return status;
    }

    String code() {
        return code;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }
}
