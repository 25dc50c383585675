package dev.symbolon.admin.http;

import java.util.Optional;
import org.springframework.http.HttpStatus;

/** A call that is answered with a problem (RFC 9457): a stable code, and a text that repeats nothing secret. */
public final class AdminRefusal extends RuntimeException {
    private final HttpStatus status;
    private final String code;
    private final Optional<String> pointer;

    private AdminRefusal(HttpStatus status, String code, String detail, Optional<String> pointer) {
        super(detail, null, false, false);
        this.status = status;
        this.code = code;
        this.pointer = pointer;
    }

    private AdminRefusal(HttpStatus status, String code, String detail) {
        this(status, code, detail, Optional.empty());
    }

    /** What was sent can't be right, whatever the state of things. */
    public static AdminRefusal invalid(String code, String detail) {
        return new AdminRefusal(HttpStatus.BAD_REQUEST, code, detail);
    }

    /** @param pointer of the field at fault (RFC 6901) */
    public static AdminRefusal invalid(String code, String detail, String pointer) {
        return new AdminRefusal(HttpStatus.BAD_REQUEST, code, detail, Optional.of(pointer));
    }

    /** Who calls isn't known; the same whatever is wrong with a token, but for its absence. */
    static AdminRefusal unauthenticated(String code, String detail) {
        return new AdminRefusal(HttpStatus.UNAUTHORIZED, code, detail);
    }

    /** The caller may not do this. */
    public static AdminRefusal forbidden(String detail) {
        return new AdminRefusal(HttpStatus.FORBIDDEN, "forbidden", detail);
    }

    /** There is no such thing in this tenant; the same for a thing of another's. */
    public static AdminRefusal unknown(String what) {
        return new AdminRefusal(HttpStatus.NOT_FOUND, "unknown-" + what, "there is no such " + what);
    }

    /** The name is held by another. */
    public static AdminRefusal taken(String kind) {
        return new AdminRefusal(HttpStatus.CONFLICT, kind + "-taken", "the " + kind + " is taken");
    }

    /** The Idempotency-Key stands for another request. */
    public static AdminRefusal anotherRequest() {
        return new AdminRefusal(
                HttpStatus.CONFLICT, "idempotency-key-reused", "this Idempotency-Key came with another request before");
    }

    /** What the caller saw isn't what there is (RFC 9110 §13.1.1). */
    static AdminRefusal outdated() {
        return new AdminRefusal(
                HttpStatus.PRECONDITION_FAILED, "outdated", "it has changed since it was read: read it again");
    }

    static AdminRefusal wrongMediaType(String expected) {
        return new AdminRefusal(
                HttpStatus.UNSUPPORTED_MEDIA_TYPE, "unsupported-media-type", "this call takes " + expected);
    }

    static AdminRefusal lengthRequired() {
        return new AdminRefusal(HttpStatus.LENGTH_REQUIRED, "length-required", "a body comes with its length");
    }

    static AdminRefusal tooLarge() {
        return new AdminRefusal(HttpStatus.CONTENT_TOO_LARGE, "body-too-large", "a body has at most 64 KiB");
    }

    /** What the server itself refuses. */
    static AdminRefusal byServer(HttpStatus status, String code) {
        return new AdminRefusal(status, code, code);
    }

    static AdminRefusal undecided() {
        return new AdminRefusal(HttpStatus.SERVICE_UNAVAILABLE, "undecided", "the store can't be reached, try again");
    }

    static AdminRefusal internal() {
        return new AdminRefusal(HttpStatus.INTERNAL_SERVER_ERROR, "internal", "the call failed on our side");
    }

    static AdminRefusal wrongMethod() {
        return new AdminRefusal(HttpStatus.METHOD_NOT_ALLOWED, "method-not-allowed", "no such call on this path");
    }

    /** The domain said no. */
    public static AdminRefusal decided(String reason) {
        return new AdminRefusal(HttpStatus.UNPROCESSABLE_CONTENT, reason, "refused: " + reason);
    }

    /** Too much at once. */
    public static AdminRefusal busy() {
        return new AdminRefusal(HttpStatus.SERVICE_UNAVAILABLE, "busy", "too many calls at once, try again");
    }

    /** The list doesn't have yet what the caller wrote. */
    static AdminRefusal late() {
        return new AdminRefusal(
                HttpStatus.SERVICE_UNAVAILABLE, "not-there-yet", "the list hasn't that position yet, try again");
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

    Optional<String> pointer() {
        return pointer;
    }
}
