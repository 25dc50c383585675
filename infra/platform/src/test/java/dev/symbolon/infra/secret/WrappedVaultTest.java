package dev.symbolon.infra.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.ports.secret.KeyVault;
import java.nio.charset.StandardCharsets;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class WrappedVaultTest {

    private static final TenantId TENANT = new TenantId("hotel");
    private static final byte[] SECRET = "private key".getBytes(StandardCharsets.UTF_8);

    private final KeysInMemory keys = new KeysInMemory();
    private final KeyVault vault = keys.node().vault();

    @AfterEach
    void stop() {
        keys.close();
    }

    @Test
    void what_is_kept_is_fetched_on_every_node_and_by_its_tenant_only() {
        vault.keep(TENANT, "signing/k1", SECRET);

        assertThat(keys.node().vault().fetch(TENANT, "signing/k1")).contains(SECRET);
        assertThat(vault.fetch(new TenantId("inn"), "signing/k1")).isEmpty();
        assertThat(vault.fetch(TENANT, "signing/k2")).isEmpty();
    }

    @Test
    void a_name_keeps_its_content() {
        vault.keep(TENANT, "k", SECRET);
        vault.keep(TENANT, "k", SECRET);

        assertThatThrownBy(() -> vault.keep(TENANT, "k", new byte[] {1})).isInstanceOf(IllegalStateException.class);
        assertThat(vault.fetch(TENANT, "k")).contains(SECRET);
    }

    @Test
    void what_was_destroyed_stays_so() {
        vault.keep(TENANT, "k", SECRET);
        vault.destroy(TENANT, "k");
        vault.destroy(TENANT, "k");

        assertThat(vault.fetch(TENANT, "k")).isEmpty();
        assertThatThrownBy(() -> vault.keep(TENANT, "k", SECRET)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_secret_moved_to_another_name_is_loud() {
        vault.keep(TENANT, "k", SECRET);
        Document document = keys.database()
                .getCollection("keys")
                .find(new Document("_id", "hotel/vault/k"))
                .first();
        document.put("_id", "hotel/vault/m");
        keys.database().getCollection("keys").insertOne(document);

        assertThatThrownBy(() -> vault.fetch(TENANT, "m")).isInstanceOf(UnreadableSecretException.class);
    }
}
