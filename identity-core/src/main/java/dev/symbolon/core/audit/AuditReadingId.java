package dev.symbolon.core.audit;

import dev.symbolon.core.identifier.Identifier;

/** One session of somebody who reads the audit trail. */
public record AuditReadingId(String value) implements Identifier {
    public AuditReadingId {
        Identifier.checked(value);
    }
}
