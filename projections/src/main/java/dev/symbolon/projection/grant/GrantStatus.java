package dev.symbolon.projection.grant;

/** How far it has come; of several that apply, the last in this list counts. */
public enum GrantStatus {
    REQUESTED,
    DENIED,
    ANSWERED_IN_FRONT,
    CODE_ISSUED,
    CODE_REFUSED,
    CODE_REDEEMED,
    CODE_REPLAYED,
    ACTIVE,
    REFRESH_REUSED,
    REVOKED
}
