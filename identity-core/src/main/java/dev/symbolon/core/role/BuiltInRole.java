package dev.symbolon.core.role;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The roles that every tenant has from the start. They don't change. */
public enum BuiltInRole {
    /** Runs the platform: for people of the system tenant alone. */
    OPERATOR("operator", _ -> true),
    /** Runs one tenant. */
    TENANT_ADMIN("tenant-admin", permission -> !permission.ofPlatform()),
    /** Sees everything, and changes nothing. */
    AUDITOR(
            "auditor",
            permission -> permission.looks()
                    || permission == AdminPermission.USERS_PERSONAL
                    || permission == AdminPermission.AUDIT_PERSONAL),
    /** Sees everything but who people are, and changes nothing. */
    SUPPORT("support", AdminPermission::looks);

    private final RoleId id;
    private final Set<AdminPermission> permissions;

    BuiltInRole(String id, Predicate<AdminPermission> holds) {
        this.id = new RoleId(id);
        this.permissions = EnumSet.allOf(AdminPermission.class);
        permissions.removeIf(holds.negate());
    }

    public static Optional<BuiltInRole> of(RoleId id) {
        return Arrays.stream(values()).filter(role -> role.id.equals(id)).findFirst();
    }

    public RoleId id() {
        return id;
    }

    public Set<AdminPermission> permissions() {
        return Set.copyOf(permissions);
    }
}
