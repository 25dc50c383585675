package dev.symbolon.core.client;

/** The algorithms that tokens are signed with (RFC 7518 §3.1 names). */
public enum SigningAlgorithm {
    ES256,
    RS256
}
