package dev.symbolon.token.tenant;

import dev.symbolon.core.tenant.Slug;
import dev.symbolon.core.tenant.TenantId;

/**
 * The tenant that a request is for.
 *
 * @param issuer its issuer identifier, from configuration and never from a request's headers
 * @param path   the path under which everything of it is, cookies too
 */
public record ServedTenant(TenantId id, Slug slug, String issuer, String path) {
    static ServedTenant of(TenantId id, Slug slug, String issuerBase) {
        String path = "/t/" + slug.value();
        return new ServedTenant(id, slug, issuerBase + path, path);
    }

    /** Audience of access tokens that are for no API: they open UserInfo only. */
    public String userinfo() {
        return issuer + "/userinfo";
    }
}
