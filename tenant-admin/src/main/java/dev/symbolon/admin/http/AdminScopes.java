package dev.symbolon.admin.http;

import dev.symbolon.admission.access.PlatformApi;
import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.role.AdminPermission;
import java.util.List;

/** What tokens for this API say, and the platform's own clients that ask for them. */
public final class AdminScopes {
    /** {@code aud} of the access tokens that this API takes. */
    public static final String AUDIENCE = PlatformApi.ADMIN.audience();

    public static final ClientId CONSOLE = new ClientId("console");
    public static final ClientId AUDIT_PAGES = new ClientId("audit-pages");
    public static final ClientId AUTOMATION = new ClientId("automation");

    /** Made by the platform: what is of these names, no tenant changes. */
    public static final List<ClientId> OWN = List.of(CONSOLE, AUDIT_PAGES);

    public static List<AdminPermission> permissions(boolean platform) {
        return PlatformApi.ADMIN.permissions(platform);
    }

    private AdminScopes() {}
}
