package dev.symbolon.admin.tenant;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import dev.symbolon.admin.running.Api;
import dev.symbolon.admin.running.Api.Said;
import dev.symbolon.admin.running.RunningAdmin;
import dev.symbolon.infra.log.Await;
import dev.symbolon.infra.mongo.Cells;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** An operator says where a tenant's data is kept. */
final class CellChoiceTest {
    private static final RunningAdmin ADMIN = RunningAdmin.shared();
    private static final Api OPERATOR = ADMIN.operator();

    @Test
    void a_tenant_s_commits_are_in_the_cell_that_it_was_onboarded_to_and_nowhere_else() {
        Said made = OPERATOR.post(
                "/tenants",
                Map.of(
                        "slug",
                        "polar-lodge",
                        "displayName",
                        "Polar Lodge",
                        "cell",
                        "north",
                        "admin",
                        Map.of("login", "ada")));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        String tenant = made.id();
        Said resource = OPERATOR.post(
                "/tenants/" + tenant + "/resources",
                Map.of("name", "Rooms", "audience", "https://rooms.polar.example", "scopes", List.of()));
        assertThat(resource.status()).as(resource.text()).isEqualTo(201);

        assertThat(commits("north", tenant)).isEqualTo(2);
        assertThat(commits("default", tenant)).isZero();
        assertThat(listed("polar", made).get("cell").asString()).isEqualTo("north");
    }

    @Test
    void without_a_word_it_is_the_first_cell() {
        Said made = OPERATOR.post("/tenants", Map.of("slug", "valley-lodge", "displayName", "Valley Lodge"));

        assertThat(commits("default", made.id())).isEqualTo(1);
        assertThat(listed("valley", made).get("cell").asString()).isEqualTo("default");
    }

    @Test
    void a_cell_that_the_platform_doesn_t_have_is_refused_and_its_slug_stays_free() {
        Map<String, Object> body = Map.of("slug", "moon-lodge", "displayName", "Moon Lodge");

        Said refused = OPERATOR.post("/tenants", Map.of("slug", "moon-lodge", "displayName", "Moon", "cell", "moon"));

        assertThat(refused.status()).as(refused.text()).isEqualTo(400);
        assertThat(refused.text()).contains("unknown-cell", "/cell").doesNotContain("north");
        assertThat(OPERATOR.post("/tenants", body).status()).isEqualTo(201);
    }

    @Test
    void tenants_whose_cell_is_away_are_listed_as_the_register_knows_them() {
        Said last = OPERATOR.post("/tenants", Map.of("slug", "glacier-south", "displayName", "Glacier South"));
        for (int i = 0; i < 5; i++) {
            last = OPERATOR.post(
                    "/tenants", Map.of("slug", "glacier-" + i, "displayName", "Glacier " + i, "cell", "north"));
            assertThat(last.status()).as(last.text()).isEqualTo(201);
        }
        Said position = last;
        assertThat(position.header("Symbolon-Position").split(", "))
                .as(
                        "of the register and of the tenant's log, in one line: a client that reads the first misses nothing")
                .hasSize(2);
        assertThat(glaciers(position))
                .containsExactly("active", "active", "active", "active", "active", "glacier-south active");
        ADMIN.toNorth().goAway();
        try {
            Await.until(
                    "states aren't taken from memory any more",
                    () -> glaciers(position)
                            .equals(List.of(
                                    "unknown", "unknown", "unknown", "unknown", "unknown", "glacier-south active")));

            long start = System.nanoTime();
            Said list = glacierPage(position);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("one cell is waited for once, not for each of its tenants")
                    .isLessThan(Duration.ofSeconds(12));
            JsonNode one = list.json().get("items").get(0);
            assertThat(one.get("displayName").asString()).isEqualTo("Glacier 4");
            assertThat(one.get("cell").asString()).isEqualTo("north");
            assertThat(one.get("issuer").asString()).isEqualTo(RunningAdmin.ISSUERS + "glacier-4");
        } finally {
            ADMIN.toNorth().comeBack();
        }
        Await.until("known again", () -> !glaciers(position).contains("unknown"));
    }

    @Test
    void a_service_that_is_started_while_a_cell_is_away_administers_the_other_tenants_and_those_when_it_is_back() {
        Said here = OPERATOR.post("/tenants", Map.of("slug", "fjord-south", "displayName", "Fjord South"));
        Said there =
                OPERATOR.post("/tenants", Map.of("slug", "fjord-north", "displayName", "Fjord North", "cell", "north"));
        ADMIN.toNorth().goAway();
        try (RunningAdmin late = ADMIN.another("admin-late")) {
            assertThat(late.operator().get("/tenants/" + here.id()).status()).isEqualTo(200);
            assertThat(resource(late, here, "rooms").status()).isEqualTo(201);
            assertThat(late.operator()
                            .post("/tenants", Map.of("slug", "fjord-late", "displayName", "Fjord Late"))
                            .status())
                    .isEqualTo(201);
            assertThat(resource(late, there, "rooms").status()).isEqualTo(503);
            assertThat(late.operator().get("/tenants?q=fjord").status()).isEqualTo(200);

            ADMIN.toNorth().comeBack();
            Await.until("served", () -> resource(late, there, "rooms").status() == 201);
        } finally {
            ADMIN.toNorth().comeBack();
        }
    }

    private static Said resource(RunningAdmin admin, Said tenant, String name) {
        return admin.operator()
                .post(
                        "/tenants/" + tenant.id() + "/resources",
                        Map.of("name", name, "audience", "https://" + name + ".example", "scopes", List.of()));
    }

    /** The status of each, newest first; the one in the default cell with its name. */
    private static List<String> glaciers(Said position) {
        return glacierPage(position)
                .json()
                .get("items")
                .valueStream()
                .map(item -> (item.get("cell").asString().equals("north")
                                ? ""
                                : item.get("slug").asString() + " ")
                        + item.get("status").asString())
                .toList();
    }

    private static Said glacierPage(Said position) {
        Said list = OPERATOR.with("Symbolon-Position", position.header("Symbolon-Position"))
                .get("/tenants?q=glacier");
        assertThat(list.status()).as(list.text()).isEqualTo(200);
        return list;
    }

    private static long commits(String cell, String tenant) {
        return requireNonNull(ADMIN.bean(Cells.class).byName().get(cell))
                .getCollection("commits")
                .countDocuments(Filters.eq("tenant", tenant));
    }

    private static JsonNode listed(String word, Said made) {
        Said list = OPERATOR.with("Symbolon-Position", made.header("Symbolon-Position"))
                .get("/tenants?q=" + word);
        assertThat(list.json().get("items")).as(list.text()).hasSize(1);
        return list.json().get("items").get(0);
    }
}
