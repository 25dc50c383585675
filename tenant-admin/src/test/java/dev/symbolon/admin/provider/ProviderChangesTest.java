package dev.symbolon.admin.provider;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import dev.symbolon.admin.running.Api;
import dev.symbolon.admin.running.Api.Said;
import dev.symbolon.admin.running.RunningAdmin;
import dev.symbolon.core.provider.ProviderId;
import dev.symbolon.core.provider.ProviderState;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.mongo.Cells;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.ports.secret.KeyVault;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** An identity provider's secret is kept until another comes, and shown to nobody. */
final class ProviderChangesTest {
    private static final RunningAdmin ADMIN = RunningAdmin.shared();
    private static final Api OPERATOR = ADMIN.operator();
    private static final KeyVault VAULT = ADMIN.bean(KeyVault.class);
    private static final TenantId TENANT = new TenantId(ADMIN.tenant("provider-changes"));
    private static final String BASE = "/tenants/" + TENANT.value() + "/identity-providers";

    @Test
    void a_secret_is_kept_over_changes_of_other_things_replaced_by_another_and_never_shown() {
        Said made = OPERATOR.post(
                BASE,
                Map.of(
                        "name",
                        "Hotel group",
                        "issuer",
                        "https://id.hotel-group.example",
                        "clientId",
                        "grand-hotel",
                        "clientSecret",
                        "the-first-secret-of-it"));
        String provider = BASE + "/" + made.id();
        hidden(made);
        assertThat(kept(made.id())).isEqualTo("the-first-secret-of-it");

        Said renamed = OPERATOR.patch(
                provider, Map.of("name", "Group", "scopes", List.of("openid", "email"), "enabled", false));
        assertThat(renamed.status()).as(renamed.text()).isEqualTo(200);
        hidden(renamed);
        Said shown = OPERATOR.get(provider);
        hidden(shown);
        assertThat(shown.json().get("name").asString()).isEqualTo("Group");
        assertThat(shown.json().get("clientId").asString()).isEqualTo("grand-hotel");
        assertThat(shown.json().get("scopes").valueStream().map(JsonNode::asString))
                .containsExactly("openid", "email");
        assertThat(shown.json().get("enabled").asBoolean()).isFalse();
        assertThat(kept(made.id())).isEqualTo("the-first-secret-of-it");

        String first = entry(made.id());
        hidden(OPERATOR.patch(provider, Map.of("clientSecret", "the-second-secret-of-it")));
        assertThat(kept(made.id())).isEqualTo("the-second-secret-of-it");
        assertThat(VAULT.fetch(TENANT, first)).as("the replaced one").isEmpty();
        assertThat(OPERATOR.patch(provider, Map.of("issuer", "https://other.example"))
                        .status())
                .as("its issuer never changes")
                .isEqualTo(422);
    }

    @Test
    void a_secret_that_is_null_in_a_patch_is_removed_and_destroyed() {
        Said made = OPERATOR.post(
                BASE,
                Map.of(
                        "name",
                        "Public",
                        "issuer",
                        "https://public.example",
                        "clientId",
                        "grand-hotel",
                        "clientSecret",
                        "the-first-secret-of-it"));
        String provider = BASE + "/" + made.id();
        String first = entry(made.id());

        Said changed = OPERATOR.patch(provider, Collections.singletonMap("clientSecret", null));

        assertThat(changed.status()).as(changed.text()).isEqualTo(200);
        assertThat(changed.json().get("hasSecret").asBoolean()).isFalse();
        assertThat(VAULT.fetch(TENANT, first)).isEmpty();
        assertThat(OPERATOR.get(provider).json()).isEqualTo(changed.json());
        hidden(OPERATOR.patch(provider, Map.of("clientSecret", "the-second-secret-of-it")));
        assertThat(kept(made.id())).isEqualTo("the-second-secret-of-it");
    }

    @Test
    void a_removed_provider_is_there_no_more() {
        Said made = OPERATOR.post(
                BASE, Map.of("name", "Removed", "issuer", "https://removed.example", "clientId", "grand-hotel"));
        assertThat(made.json().get("hasSecret").asBoolean()).isFalse();
        String provider = BASE + "/" + made.id();
        hidden(OPERATOR.patch(provider, Map.of("clientSecret", "the-only-secret-of-it")));
        String entry = entry(made.id());

        Said removed = OPERATOR.delete(provider);

        assertThat(removed.status()).as(removed.text()).isEqualTo(204);
        assertThat(VAULT.fetch(TENANT, entry)).isEmpty();
        assertThat(OPERATOR.get(provider).status()).isEqualTo(404);
        assertThat(OPERATOR.patch(provider, Map.of("name", "Back")).status()).isEqualTo(404);
        assertThat(OPERATOR.delete(provider).status()).isEqualTo(404);
        assertThat(OPERATOR.with("Symbolon-Position", removed.header("Symbolon-Position"))
                        .get(BASE + "?q=removed")
                        .json()
                        .get("items"))
                .isEmpty();
    }

    @Test
    void a_secret_whose_change_is_refused_isn_t_kept() {
        Said made = OPERATOR.post(
                BASE,
                Map.of(
                        "name",
                        "Refused",
                        "issuer",
                        "https://refused.example",
                        "clientId",
                        "grand-hotel",
                        "clientSecret",
                        "the-first-secret-of-it"));
        String provider = BASE + "/" + made.id();
        long before = secrets();

        assertThat(OPERATOR.patch(provider, Map.of("clientSecret", "another", "issuer", "https://other.example"))
                        .status())
                .isEqualTo(422);
        assertThat(OPERATOR.with("If-Match", "\"7\"")
                        .patch(provider, Map.of("clientSecret", "another"))
                        .status())
                .isEqualTo(412);

        assertThat(secrets()).isEqualTo(before);
        assertThat(kept(made.id())).isEqualTo("the-first-secret-of-it");
    }

    private static void hidden(Said said) {
        assertThat(said.status()).as(said.text()).isIn(200, 201);
        assertThat(said.text()).doesNotContain("secret-of-it", "clientSecret");
        assertThat(said.json().get("hasSecret").asBoolean()).isTrue();
    }

    /** In the vault, under the name that the log has. */
    private static String kept(String provider) {
        return new String(VAULT.fetch(TENANT, entry(provider)).orElseThrow(), StandardCharsets.UTF_8);
    }

    private static long secrets() {
        return requireNonNull(ADMIN.bean(Cells.class).byName().get("default"))
                .getCollection("keys")
                .countDocuments(Filters.and(
                        Filters.regex("_id", "^" + TENANT.value() + "/vault/provider-"), Filters.exists("wrapped")));
    }

    private static String entry(String provider) {
        return ADMIN.bean(Decisions.class)
                .decide(TENANT, reading -> reading.state(ProviderState.FOLD, new ProviderId(provider)))
                .flatMap(state -> state.metadata().vaultEntry())
                .orElseThrow();
    }
}
