package dev.symbolon.projection.grant;

/**
 * How far it has come; of several that its own events tell, the last in this list counts. Whether an issued grant still
 * counts isn't for them to say: it is taken away by what happens to others, and expires without an event. So a row of the
 * list, which knows its own events only, says {@code ISSUED}, and {@code EXPIRED} past the end that those set; whether it
 * is {@code ACTIVE} or {@code TAKEN_AWAY} is told by its story, which is read from the log.
 */
public enum GrantStatus {
    REQUESTED,
    DENIED,
    ANSWERED_IN_FRONT,
    CODE_ISSUED,
    CODE_REFUSED,
    CODE_REDEEMED,
    CODE_REPLAYED,
    ISSUED,
    ACTIVE,
    EXPIRED,
    TAKEN_AWAY,
    REFRESH_REUSED,
    REVOKED
}
