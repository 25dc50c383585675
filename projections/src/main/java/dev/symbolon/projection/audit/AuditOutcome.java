package dev.symbolon.projection.audit;

/** How an event ended for whoever caused it. */
public enum AuditOutcome {
    DONE("done"),
    REFUSED("refused"),
    /** Something that somebody had is gone: access, a session, a key. */
    TAKEN_AWAY("taken away");

    private final String label;

    AuditOutcome(String label) {
        this.label = label;
    }

    /** In plain words. */
    public String label() {
        return label;
    }
}
