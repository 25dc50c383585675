package dev.symbolon.admin.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.symbolon.admin.AdminSettings;
import dev.symbolon.admin.http.AdminScopes;
import dev.symbolon.admin.running.RunningAdmin;
import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.client.ClientMetadata;
import dev.symbolon.core.client.ClientState;
import dev.symbolon.core.identifier.Randomness;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.log.AllTenants;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class OwnClientsTest {
    private static final RunningAdmin ADMIN = RunningAdmin.shared();

    @Test
    void a_platform_that_moved_is_signed_in_to_where_it_is_now() {
        TenantId tenant = new TenantId(ADMIN.tenant("moved"));
        ClientMetadata console = metadata(tenant, AdminScopes.CONSOLE);
        ClientMetadata ofSystem = metadata(TenantId.SYSTEM, AdminScopes.CONSOLE);
        try {
            at("https://admin.moved.test", "https://audit.moved.test").follow();

            assertThat(metadata(TenantId.SYSTEM, AdminScopes.CONSOLE).redirectUris())
                    .as("at once")
                    .containsExactly("https://admin.moved.test/console/callback");
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(metadata(TenantId.SYSTEM, AdminScopes.AUDIT_PAGES)
                                    .redirectUris())
                            .containsExactly("https://audit.moved.test/auditor/callback"));
            assertThat(metadata(tenant, AdminScopes.CONSOLE).redirectUris())
                    .containsExactly("https://admin.moved.test/console/callback");
            assertThat(metadata(tenant, AdminScopes.CONSOLE).logout().postLogoutRedirectUris())
                    .containsExactly("https://admin.moved.test/console/signed-out");
            assertThat(metadata(tenant, AdminScopes.AUDIT_PAGES).redirectUris())
                    .containsExactly("https://audit.moved.test/auditor/callback");
        } finally {
            ADMIN.bean(OwnClients.class).follow();
        }
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(metadata(tenant, AdminScopes.CONSOLE)).isEqualTo(console));
        assertThat(metadata(TenantId.SYSTEM, AdminScopes.CONSOLE)).isEqualTo(ofSystem);
    }

    private static OwnClients at(String admin, String audit) {
        AdminSettings here = ADMIN.bean(AdminSettings.class);
        AdminSettings there =
                new AdminSettings(Optional.empty(), here.issuerBase(), URI.create(admin), URI.create(audit), "", false);
        return new OwnClients(
                ADMIN.bean(Decisions.class),
                ADMIN.bean(AllTenants.class),
                new Foundation(there),
                ADMIN.bean(Randomness.class),
                ADMIN.bean(HybridClock.class));
    }

    private static ClientMetadata metadata(TenantId tenant, ClientId client) {
        return ADMIN.bean(Decisions.class)
                .decide(
                        tenant,
                        reading -> reading.state(ClientState.FOLD, client).orElseThrow())
                .metadata();
    }
}
