package dev.symbolon.core.client;

import dev.symbolon.core.resource.ResourceId;
import java.util.Set;

/** Scopes of one resource that a client may ask for. */
public record Permission(ResourceId resource, Set<String> scopes) {
    public Permission {
        scopes = Set.copyOf(scopes);
    }
}
