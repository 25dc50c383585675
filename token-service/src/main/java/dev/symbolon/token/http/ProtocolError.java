package dev.symbolon.token.http;

/**
 * A refusal as the protocols define it.
 *
 * @param code           registered error code
 * @param publicText     what the caller may know: no value that was sent is in it
 * @param operatorDetail a stable word for logs and metrics
 * @param mayRedirect    whether the client may be told by redirect; only once its redirect URI is verified
 */
public record ProtocolError(String code, String publicText, String operatorDetail, boolean mayRedirect) {
    public static ProtocolError onPage(String code, String publicText, String operatorDetail) {
        return new ProtocolError(code, publicText, operatorDetail, false);
    }

    public static ProtocolError byRedirect(String code, String publicText, String operatorDetail) {
        return new ProtocolError(code, publicText, operatorDetail, true);
    }

    /** An error of an endpoint that never redirects. */
    public static ProtocolError direct(String code, String publicText, String operatorDetail) {
        return new ProtocolError(code, publicText, operatorDetail, false);
    }
}
