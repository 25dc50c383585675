package dev.symbolon.core.tenant;

/** Whether a tenant may be used. */
public enum TenantStatus {
    ACTIVE,
    SUSPENDED,
    OFF_BOARDED
}
