package dev.symbolon.admin.http;

import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.resource.ResourceId;
import dev.symbolon.core.resource.ResourceMetadata;
import dev.symbolon.core.role.AdminPermission;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** This API as each tenant knows it: a resource of its own, whose scopes are the permissions. */
public final class AdminScopes {
    /** {@code aud} of the access tokens that this API takes. */
    public static final String AUDIENCE = "urn:symbolon:admin-api";

    /** The same in every tenant, and made by the platform: what is of these names, no tenant changes. */
    public static final ResourceId RESOURCE = new ResourceId("admin-api");

    public static final ClientId CONSOLE = new ClientId("console");
    public static final ClientId AUTOMATION = new ClientId("automation");

    private static final Duration TOKEN_LIFE = Duration.ofMinutes(5);

    /** @param platform whether it is for the system tenant, whose callers reach over all tenants */
    public static ResourceMetadata metadata(boolean platform) {
        return new ResourceMetadata(
                AUDIENCE,
                "Administration",
                permissions(platform).stream()
                        .map(permission -> new ResourceMetadata.Scope(permission.scope(), permission.consentText()))
                        .toList(),
                Optional.of(TOKEN_LIFE));
    }

    public static List<AdminPermission> permissions(boolean platform) {
        return Arrays.stream(AdminPermission.values())
                .filter(permission -> platform || !permission.ofPlatform())
                .toList();
    }

    private AdminScopes() {}
}
