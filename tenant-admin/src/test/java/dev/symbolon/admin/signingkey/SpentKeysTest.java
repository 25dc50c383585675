package dev.symbolon.admin.signingkey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.admin.running.Api;
import dev.symbolon.admin.running.Api.Said;
import dev.symbolon.admin.running.RunningAdmin;
import dev.symbolon.admission.signingkey.PrivateHalves;
import dev.symbolon.core.signingkey.KeyId;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.ports.secret.KeyVault;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Whoever gets hold of the vault finds no key that was taken away. */
final class SpentKeysTest {
    private static final RunningAdmin ADMIN = RunningAdmin.shared();
    private static final Api OPERATOR = ADMIN.operator();
    private static final TenantId TENANT = new TenantId(ADMIN.tenant("spent-keys"));
    private static final String BASE = "/tenants/" + TENANT.value() + "/signing-keys";

    @Test
    void the_private_half_of_a_revoked_key_is_destroyed_and_its_successor_s_kept() {
        Said first = OPERATOR.post(BASE + "/rotate", Map.of("algorithm", "ES256"));
        assertThat(first.status()).as(first.text()).isEqualTo(200);
        JsonNode key = first.json().get("keys").get(0);
        assertThat(held(key)).isTrue();

        Said revoked = OPERATOR.post(BASE + "/" + key.get("id").asString() + "/revoke", Map.of("reason", "leaked"));

        assertThat(revoked.status()).as(revoked.text()).isEqualTo(200);
        assertThat(held(key)).isFalse();
        JsonNode keys = OPERATOR.get(BASE).json().get("keys");
        assertThat(keys).hasSize(2);
        assertThat(keys.get(0).get("revoked").asBoolean()).isTrue();
        assertThat(held(keys.get(1))).isTrue();
    }

    private static boolean held(JsonNode key) {
        return new PrivateHalves(ADMIN.bean(KeyVault.class))
                .fetch(TENANT, new KeyId(key.get("id").asString()))
                .isPresent();
    }
}
