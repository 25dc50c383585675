package dev.symbolon.admission.access;

import dev.symbolon.core.resource.ResourceId;
import dev.symbolon.core.resource.ResourceMetadata;
import dev.symbolon.core.role.AdminPermission;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * An API of the platform's own as each tenant knows it: a resource, the same in every tenant, whose scopes are
 * permissions. Each has its own audience, so that a token for one opens no other.
 */
public enum PlatformApi {
    ADMIN("admin-api", "Administration"),
    AUDIT("audit-api", "Audit trail");

    private static final Duration TOKEN_LIFE = Duration.ofMinutes(5);

    private final ResourceId resource;
    private final String title;

    PlatformApi(String resource, String title) {
        this.resource = new ResourceId(resource);
        this.title = title;
    }

    /** Made by the platform: what is of these names, no tenant changes. */
    public static Optional<PlatformApi> of(ResourceId resource) {
        return Arrays.stream(values())
                .filter(api -> api.resource.equals(resource))
                .findFirst();
    }

    public ResourceId resource() {
        return resource;
    }

    /** {@code aud} of the access tokens that it takes. */
    public String audience() {
        return ResourceMetadata.PLATFORM + resource.value();
    }

    /** @param platform whether it is for the system tenant, whose callers reach over all tenants */
    public List<AdminPermission> permissions(boolean platform) {
        return Arrays.stream(AdminPermission.values())
                .filter(permission -> permission.ofAudit() == (this == AUDIT))
                .filter(permission -> platform || !permission.ofPlatform())
                .toList();
    }

    /** @param platform whether it is for the system tenant */
    public ResourceMetadata metadata(boolean platform) {
        return new ResourceMetadata(
                audience(),
                title,
                permissions(platform).stream()
                        .map(permission -> new ResourceMetadata.Scope(permission.scope(), permission.consentText()))
                        .toList(),
                Optional.of(TOKEN_LIFE));
    }
}
