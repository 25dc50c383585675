package dev.symbolon.projection.page;

import java.util.List;
import java.util.Optional;

/** The tenants that there are, as the platform's own log tells them. */
public interface KnownTenants {
    record Tenant(String id, String name) {}

    record Listed(List<Tenant> tenants, Optional<String> next) {}

    /** Those that were registered last come first. */
    Listed list(Optional<String> after);
}
