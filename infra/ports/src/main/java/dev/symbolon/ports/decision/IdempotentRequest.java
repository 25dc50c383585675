package dev.symbolon.ports.decision;

/**
 * A request that counts once: its claim is part of the commit that it causes, so that whoever sends it again is told
 * what came of it.
 *
 * @param claim hash of the key that the caller chose, and of the caller
 * @param hash  SHA-256 of what was asked, in base64url
 */
public record IdempotentRequest(String claim, String hash) {
    /** The kind of claim that such a request takes. */
    public static final String CLAIM = "request";
}
