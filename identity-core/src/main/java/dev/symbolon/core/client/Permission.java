package dev.symbolon.core.client;

import dev.symbolon.core.resource.ResourceId;
import java.util.Set;

/**
 * Scopes of one resource that a client may ask for. With none the client is that resource: it asks for nothing there, and
 * may see whether tokens for it still count (RFC 7662).
 */
public record Permission(ResourceId resource, Set<String> scopes) {
    public Permission {
        scopes = Set.copyOf(scopes);
    }

    public boolean isTheResource() {
        return scopes.isEmpty();
    }
}
