package dev.symbolon.core.tenant;

import dev.symbolon.core.identifier.Identifier;

/** A tenant. Random and never reused, so that nothing of one is readable by another's name being reused. */
public record TenantId(String value) implements Identifier {
    /** The platform itself: operators are its users, and tenants are registered in it. */
    public static final TenantId SYSTEM = new TenantId("system");

    public TenantId {
        Identifier.checked(value);
    }
}
