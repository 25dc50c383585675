package dev.symbolon.core.role;

import java.util.List;

/**
 * What a group is.
 *
 * @param name  unique in the tenant; what tokens carry
 * @param roles that each of its members has
 */
public record GroupMetadata(String name, String description, List<RoleId> roles) {
    public GroupMetadata {
        roles = List.copyOf(roles);
    }
}
