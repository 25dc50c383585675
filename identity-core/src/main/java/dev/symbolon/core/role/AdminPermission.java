package dev.symbolon.core.role;

import java.util.Arrays;
import java.util.Optional;

/** What can be permitted in the admin API; its name is also the scope of the access tokens that carry it. */
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
    GRANTS_WRITE("grants:write", "Revoke grants");

    private final String scope;
    private final String consentText;

    AdminPermission(String scope, String consentText) {
        this.scope = scope;
        this.consentText = consentText;
    }

    public static Optional<AdminPermission> named(String scope) {
        return Arrays.stream(values()).filter(one -> one.scope.equals(scope)).findFirst();
    }

    public String scope() {
        return scope;
    }

    /** What a person is asked when an application wants it. */
    public String consentText() {
        return consentText;
    }

    /** Whether it only looks, and shows nothing of a person. */
    public boolean looks() {
        return scope.endsWith(":read");
    }

    /** Whether it reaches over all tenants: only people and services of the platform can hold it. */
    public boolean ofPlatform() {
        return this == TENANTS_READ || this == TENANTS_WRITE;
    }
}
