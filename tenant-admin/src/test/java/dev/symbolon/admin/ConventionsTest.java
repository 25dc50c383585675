package dev.symbolon.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.admin.running.Api;
import dev.symbolon.admin.running.Api.Said;
import dev.symbolon.admin.running.RunningAdmin;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.ports.decision.Claims;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What all calls have in common. */
class ConventionsTest {
    private static final String KEY = "0f8fad5b-d9cb-469f-a165-70867728950e";
    private static final Map<String, Object> SERVICE = Map.of("name", "Nightly report", "kind", "service");

    private static Api operator;
    private static String base;

    @BeforeAll
    static void start() {
        RunningAdmin admin = RunningAdmin.shared();
        operator = admin.operator();
        base = "/tenants/" + admin.tenant("conventions");
    }

    @Test
    void a_stale_change_is_refused_and_a_current_one_taken() {
        Said made = operator.post(base + "/clients", SERVICE);
        String client = base + "/clients/" + made.id();
        assertThat(made.header("ETag")).isEqualTo("\"0\"");

        Said changed = operator.with("If-Match", "\"0\"").patch(client, Map.of("name", "Report"));
        assertThat(changed.status()).as(changed.text()).isEqualTo(200);
        assertThat(changed.header("ETag")).isEqualTo("\"1\"");

        assertThat(operator.with("If-Match", "\"0\"").patch(client, Map.of("name", "Late")))
                .extracting(Said::status, Said::code)
                .containsExactly(412, "outdated");
        assertThat(operator.with("If-Match", "W/\"1\"")
                        .patch(client, Map.of("name", "Weak"))
                        .status())
                .isEqualTo(412);
        assertThat(operator.get(client).json().get("name").asString()).isEqualTo("Report");
    }

    @Test
    void a_patch_changes_what_it_names_and_null_takes_away() {
        Said made = operator.post(
                base + "/resources",
                Map.of("audience", "https://patch.test", "name", "Patched", "accessTokenSeconds", 60));
        String resource = base + "/resources/" + made.id();
        Map<String, Object> patch = new HashMap<>();
        patch.put("accessTokenSeconds", null);
        JsonNode after = operator.patch(resource, patch).json();
        assertThat(after.has("accessTokenSeconds")).isFalse();
        assertThat(after.get("name").asString()).isEqualTo("Patched");

        Map<String, Object> unknown = new HashMap<>();
        unknown.put("colour", null);
        assertThat(operator.patch(resource, unknown)).satisfies(said -> {
            assertThat(said.code()).isEqualTo("unknown-field");
            assertThat(said.json().get("pointer").asString()).isEqualTo("/colour");
        });
    }

    @Test
    void an_unknown_field_is_refused_by_its_name() {
        Said said = operator.post(base + "/clients", Map.of("name", "N", "kind", "service", "admin", true));
        assertThat(said.status()).isEqualTo(400);
        assertThat(said.code()).isEqualTo("unknown-field");
        assertThat(said.text()).contains("/admin");
        assertThat(said.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(said.json().get("type").asString()).isEqualTo("urn:symbolon:problem:unknown-field");
    }

    @Test
    void the_same_request_under_its_key_is_answered_the_same_with_its_secret() {
        Api once = operator.with("Idempotency-Key", KEY);
        Said first = once.post(base + "/clients", SERVICE);
        Said again = once.post(base + "/clients", SERVICE);
        assertThat(first.status()).as(first.text()).isEqualTo(201);
        assertThat(again.status()).as(again.text()).isEqualTo(201);
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(again.json().get("secret").asString()).hasSize(43);
        for (String header : List.of("Location", "ETag", "Symbolon-Position")) {
            assertThat(again.header(header))
                    .as(header)
                    .isEqualTo(first.header(header))
                    .isNotEmpty();
        }

        operator.patch(base + "/clients/" + first.id(), Map.of("name", "Renamed since"));
        assertThat(once.post(base + "/clients", SERVICE).json()).isEqualTo(first.json());

        assertThat(once.post(base + "/clients", Map.of("name", "Another", "kind", "service")))
                .extracting(Said::status, Said::code)
                .containsExactly(409, "idempotency-key-reused");
        assertThat(operator.with("Idempotency-Key", "short")
                        .post(base + "/clients", SERVICE)
                        .code())
                .isEqualTo("bad-idempotency-key");
    }

    @Test
    void an_action_under_a_key_is_done_once() {
        String client =
                base + "/clients/" + operator.post(base + "/clients", SERVICE).id();
        Api once = operator.with("Idempotency-Key", KEY + "-rotate");
        Said first = once.post(client + "/rotate-secret", Map.of("overlapSeconds", 60));
        Said again = once.post(client + "/rotate-secret", Map.of("overlapSeconds", 60));
        assertThat(first.status()).as(first.text()).isEqualTo(200);
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(operator.get(client).json().get("secrets")).hasSize(2);
    }

    @Test
    void onboarding_under_a_key_shows_the_invitation_again() {
        Api once = operator.with("Idempotency-Key", KEY + "-onboard");
        Map<String, Object> body =
                Map.of("slug", "onboarded-once", "displayName", "Once", "admin", Map.of("login", "ada", "name", "Ada"));
        Said first = once.post("/tenants", body);
        assertThat(first.status()).as(first.text()).isEqualTo(201);
        assertThat(first.json().get("invitation").asString()).contains("/invitations/");
        assertThat(once.post("/tenants", body).json()).isEqualTo(first.json());
        assertThat(operator.post("/tenants", body).code()).isEqualTo("slug-taken");
    }

    @Test
    void onboarding_another_slug_under_the_same_key_is_another_request() {
        Api once = operator.with("Idempotency-Key", KEY + "-two-slugs");
        Map<String, Object> body = Map.of("slug", "first-slug", "displayName", "First");
        Said first = once.post("/tenants", body);
        assertThat(first.status()).as(first.text()).isEqualTo(201);

        Said other = once.post("/tenants", Map.of("slug", "second-slug", "displayName", "First"));
        assertThat(other.status()).as(other.text()).isEqualTo(409);
        assertThat(other.code()).isEqualTo("idempotency-key-reused");
        assertThat(RunningAdmin.shared().bean(Claims.class).holder(TenantId.SYSTEM, "slug", "second-slug"))
                .isEmpty();

        Said again = once.post("/tenants", body);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.json()).isEqualTo(first.json());
        for (String header : List.of("Location", "ETag", "Symbolon-Position")) {
            assertThat(again.header(header)).as(header).isEqualTo(first.header(header));
        }
    }

    @Test
    void onboarding_by_many_calls_at_once_under_one_key_is_one_tenant() {
        Api once = operator.with("Idempotency-Key", KEY + "-at-once");
        Map<String, Object> body = Map.of("slug", "all-at-once", "displayName", "At once");
        List<CompletableFuture<Said>> calls = IntStream.range(0, 6)
                .mapToObj(_ -> CompletableFuture.supplyAsync(() -> once.post("/tenants", body)))
                .toList();
        assertThat(calls).extracting(CompletableFuture::join).allSatisfy(said -> {
            assertThat(said.status()).as(said.text()).isEqualTo(201);
            assertThat(said.json()).isEqualTo(calls.getFirst().join().json());
        });
    }

    @Test
    void what_was_made_is_in_the_list_that_is_sent_its_position() {
        for (int i = 0; i < 20; i++) {
            Said made = operator.post(
                    base + "/roles", Map.of("name", "listed-" + i, "kind", "application", "description", "d"));
            Said list = operator.with("Symbolon-Position", made.header("Symbolon-Position"))
                    .get(base + "/roles?limit=1&q=listed");
            assertThat(list.status()).as(list.text()).isEqualTo(200);
            assertThat(list.json().get("items").get(0).get("id").asString()).isEqualTo(made.id());
        }
    }

    @Test
    void a_list_is_read_page_by_page_without_gap_or_repetition() {
        String position = "";
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            Said said = operator.post(base + "/groups", Map.of("name", "page-" + i));
            made.addFirst(said.id());
            position = said.header("Symbolon-Position");
        }
        List<String> read = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = operator.with("Symbolon-Position", position)
                    .get(base + "/groups?limit=3" + (after.isEmpty() ? "" : "&after=" + after))
                    .json();
            page.get("items").forEach(item -> read.add(item.get("id").asString()));
            after = page.path("next").asString("");
        } while (!after.isEmpty());
        assertThat(read).isEqualTo(made);
        assertThat(operator.get(base + "/groups?after=made-up").code()).isEqualTo("bad-cursor");
    }

    @Test
    void filters_are_combined_in_every_order_and_pages_follow_each_other() {
        String position = "";
        List<String> suspended = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            Api.Said made = operator.post(base + "/clients", Map.of("name", "Quagga " + i, "kind", "service"));
            position = made.header("Symbolon-Position");
            if (i % 5 == 0) {
                suspended.add(made.id());
                position = operator.post(base + "/clients/" + made.id() + "/suspend", Map.of("reason", "test"))
                        .header("Symbolon-Position");
            }
        }
        Api seen = operator.with("Symbolon-Position", position);
        for (String sort : List.of("created", "-created", "changed", "-changed")) {
            for (int limit : new int[] {1, 4, 50}) {
                List<String> found = new ArrayList<>();
                String next = "";
                do {
                    JsonNode page = seen.get(
                                    base + "/clients?q=quagga&status=suspended&sort=" + sort + "&limit=" + limit + next)
                            .json();
                    assertThat(page.get("items").size()).isLessThanOrEqualTo(limit);
                    page.get("items").forEach(item -> found.add(item.get("id").asString()));
                    next = page.path("next").isString()
                            ? "&after=" + page.get("next").asString()
                            : "";
                } while (!next.isEmpty());
                assertThat(found)
                        .as(sort + " by " + limit)
                        .containsExactlyElementsOf(sort.startsWith("-") ? suspended.reversed() : suspended);
            }
        }
    }

    @Test
    void lists_are_narrowed_and_sorted_and_know_their_parameters() {
        String client = operator.post(base + "/clients", Map.of("name", "Zebra stripes", "kind", "service"))
                .id();
        String position = operator.post(base + "/clients/" + client + "/suspend", Map.of("reason", "test"))
                .header("Symbolon-Position");
        Api seen = operator.with("Symbolon-Position", position);
        assertThat(seen.get(base + "/clients?q=stri").json().get("items")).hasSize(1);
        assertThat(seen.get(base + "/clients?status=suspended").json().get("items"))
                .hasSize(1);
        assertThat(seen.get(base + "/clients?sort=changed&limit=1")
                        .json()
                        .get("items")
                        .get(0)
                        .get("id")
                        .asString())
                .isIn("console", "audit-pages");
        assertThat(seen.get(base + "/clients?staus=suspended").code()).isEqualTo("unknown-parameter");
        assertThat(seen.get(base + "/clients?sort=name").code()).isEqualTo("bad-parameter");
        assertThat(seen.get(base + "/clients?limit=0").code()).isEqualTo("bad-parameter");
        assertThat(seen.get(base + "/clients?limit=2&limit=3").code()).isEqualTo("bad-parameter");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"N\",\"name\":\"M\",\"kind\":\"service\"}",
                "{\"name\":\"N\",\"kind\":\"service\"} {}",
                "{\"name\":\"N\"",
                "[]",
                "null",
                "",
                "{\"name\":\"N\",\"kind\":\"service\",\"permissions\":[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]}"
            })
    void a_body_that_is_no_json_object_is_malformed(String body) {
        Said said = operator.send("POST", base + "/clients", body.getBytes(StandardCharsets.UTF_8), "application/json");
        assertThat(said.status()).as(said.text()).isEqualTo(400);
        assertThat(said.code()).isIn("malformed", "bad-field");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\u202eb", "a\\ud800b", "\\u2066x", "a\\u0000b", "   ", "a\\nb"})
    void text_that_tricks_the_eye_is_refused(String name) {
        Said said = operator.send(
                "POST",
                base + "/clients",
                ("{\"kind\":\"service\",\"name\":\"" + name + "\"}").getBytes(StandardCharsets.UTF_8),
                "application/json");
        assertThat(said.status()).as(said.text()).isEqualTo(400);
        assertThat(said.json().get("pointer").asString()).isEqualTo("/name");
    }

    @Test
    void broken_utf_8_other_types_and_other_methods_are_told_so() {
        byte[] broken = {'{', '"', 'n', '"', ':', '"', (byte) 0xc3, '"', '}'};
        assertThat(operator.send("POST", base + "/clients", broken, "application/json")
                        .code())
                .isEqualTo("malformed");
        assertThat(operator.send("POST", base + "/clients", "{}".getBytes(StandardCharsets.UTF_8), "text/plain"))
                .extracting(Said::status, Said::code)
                .containsExactly(415, "unsupported-media-type");
        assertThat(operator.delete(base + "/clients"))
                .extracting(Said::status, Said::code)
                .containsExactly(405, "method-not-allowed");
        assertThat(operator.get("/nothing"))
                .extracting(Said::status, Said::code)
                .containsExactly(404, "unknown-path");
        assertThat(operator.post(base + "/reactivate", Map.of("force", true)).code())
                .isEqualTo("malformed");
        assertThat(operator.post(base + "/clients", Map.of("name", "x".repeat(70_000)))
                        .status())
                .isEqualTo(413);
    }
}
