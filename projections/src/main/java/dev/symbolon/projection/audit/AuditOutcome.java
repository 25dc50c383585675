package dev.symbolon.projection.audit;

/** How an event ended for whoever caused it. */
public enum AuditOutcome {
    DONE,
    REFUSED,
    /** Something that somebody had is gone: access, a session, a key. */
    TAKEN_AWAY
}
