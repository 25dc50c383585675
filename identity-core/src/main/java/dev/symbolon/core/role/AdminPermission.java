package dev.symbolon.core.role;

import dev.symbolon.core.scope.ScopeName;
import java.util.Arrays;
import java.util.Optional;

/**
 * What can be permitted in the platform's own APIs. Roles name it by its id. The scope of the access tokens that carry
 * it has the platform's prefix, so that it is none of a tenant's own API's.
 */
public enum AdminPermission {
    TENANTS_READ("tenants:read", "See every tenant"),
    TENANTS_WRITE("tenants:write", "Onboard, suspend and off-board tenants"),
    SETTINGS_READ("settings:read", "See the tenant's branding and policies"),
    SETTINGS_WRITE("settings:write", "Change the tenant's branding and policies"),
    CLIENTS_READ("clients:read", "See the tenant's applications"),
    CLIENTS_WRITE("clients:write", "Register and change applications and their secrets"),
    RESOURCES_READ("resources:read", "See the tenant's APIs"),
    RESOURCES_WRITE("resources:write", "Register and change APIs"),
    USERS_READ("users:read", "See the tenant's accounts, without personal data"),
    USERS_PERSONAL("users:personal", "See names and addresses of people"),
    USERS_WRITE("users:write", "Create, invite and disable people, and reset their credentials"),
    USERS_ERASE("users:erase", "Erase people for ever"),
    ROLES_READ("roles:read", "See roles, groups and who has them"),
    ROLES_WRITE("roles:write", "Define roles and groups, and assign them"),
    PROVIDERS_READ("providers:read", "See the identity providers that people may come from"),
    PROVIDERS_WRITE("providers:write", "Configure identity providers"),
    KEYS_READ("keys:read", "See the tenant's signing keys"),
    KEYS_WRITE("keys:write", "Rotate and revoke signing keys"),
    SESSIONS_READ("sessions:read", "See who is signed in"),
    SESSIONS_WRITE("sessions:write", "End sessions"),
    CONSENTS_READ("consents:read", "See what people agreed to"),
    CONSENTS_WRITE("consents:write", "Withdraw consents"),
    GRANTS_READ("grants:read", "See what was granted to applications"),
    GRANTS_WRITE("grants:write", "Revoke grants"),
    AUDIT_READ("audit:read", "See what happened, without personal data"),
    AUDIT_PERSONAL("audit:personal", "See names and addresses in what happened"),
    AUDIT_OPERATE("audit:operate", "Rebuild what the audit trail is read from, and say how long it is kept");

    private final String id;
    private final String consentText;

    AdminPermission(String id, String consentText) {
        this.id = id;
        this.consentText = consentText;
    }

    public static Optional<AdminPermission> named(String id) {
        return Arrays.stream(values()).filter(one -> one.id.equals(id)).findFirst();
    }

    /** The one that a token's scope carries. */
    public static Optional<AdminPermission> ofScope(String scope) {
        return scope.startsWith(ScopeName.PLATFORM)
                ? named(scope.substring(ScopeName.PLATFORM.length()))
                : Optional.empty();
    }

    /** {@code <subject>:<verb>}. */
    public String id() {
        return id;
    }

    public String scope() {
        return ScopeName.PLATFORM + id;
    }

    /** What a person is asked when an application wants it. */
    public String consentText() {
        return consentText;
    }

    /** Whether it only looks, and shows nothing of a person. */
    public boolean looks() {
        return id.endsWith(":read");
    }

    /** Whether it reaches over all tenants: only people and services of the platform can hold it. */
    public boolean ofPlatform() {
        return this == TENANTS_READ || this == TENANTS_WRITE || this == AUDIT_OPERATE;
    }

    /** Whether it is about reading the log, and no part of administration. */
    public boolean ofAudit() {
        return this == AUDIT_READ || this == AUDIT_PERSONAL || this == AUDIT_OPERATE;
    }
}
