package dev.symbolon.core.role;

/** What a role is for. */
public enum RoleKind {
    /** It permits calls of the admin API. */
    ADMIN,
    /** It means something to the tenant's applications, who find its name in tokens. */
    APPLICATION
}
