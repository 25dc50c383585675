package dev.symbolon.core.role;

import java.util.List;

/**
 * What a role is.
 *
 * @param name        unique in the tenant; what tokens carry
 * @param permissions ids of {@link AdminPermission}s; none in an application's role
 */
public record RoleMetadata(String name, RoleKind kind, String description, List<String> permissions) {
    public RoleMetadata {
        permissions = List.copyOf(permissions);
    }
}
