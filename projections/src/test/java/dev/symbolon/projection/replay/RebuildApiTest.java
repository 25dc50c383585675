package dev.symbolon.projection.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.symbolon.core.tenant.TenantCommand;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.projection.RunningAudit;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Rebuilds ordered by the API of the running service, which goes on answering. */
final class RebuildApiTest {
    private static final RunningAudit SERVICE = RunningAudit.shared();
    private static TenantId tenant;
    private static String view;

    @BeforeAll
    static void live() {
        tenant = SERVICE.aTenant();
        for (int i = 0; i < 400; i++) {
            SERVICE.send(
                    i % 2 == 0
                            ? new TenantCommand.Suspend(tenant, "unpaid", Instant.now())
                            : new TenantCommand.Reactivate(tenant, Instant.now()));
        }
        view = SERVICE.ok(tenant, "/rebuilds")
                .get("views")
                .valueStream()
                .map(JsonNode::asString)
                .filter(name -> name.startsWith("audit-v"))
                .findFirst()
                .orElseThrow();
        await().atMost(Duration.ofSeconds(30)).until(() -> rows() == 100);
    }

    @Test
    void no_answer_fails_or_is_wrong_while_a_view_is_rebuilt_and_switched_over() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        AtomicInteger asked = new AtomicInteger();
        AtomicInteger wrong = new AtomicInteger();
        List<Thread> readers = IntStream.range(0, 2)
                .mapToObj(_ -> Thread.ofVirtual().start(() -> {
                    while (!done.get()) {
                        asked.incrementAndGet();
                        if (rows() != 100) {
                            wrong.incrementAndGet();
                        }
                    }
                }))
                .toList();
        for (int round = 0; round < 3; round++) {
            assertThat(order("replace").statusCode()).isEqualTo(200);
            JsonNode rebuild = finished();
            assertThat(rebuild.at("/compared/different").asLong()).isZero();
            assertThat(rebuild.at("/compared/rows").asLong()).isGreaterThanOrEqualTo(401);
            assertThat(rebuild.get("commits").asLong()).isGreaterThanOrEqualTo(401);
        }
        done.set(true);
        for (Thread reader : readers) {
            reader.join();
        }
        assertThat(asked.get()).isGreaterThan(20);
        assertThat(wrong.get()).isZero();
    }

    @Test
    void a_view_is_rebuilt_from_kafka_when_that_is_asked_for() {
        assertThat(order("compare&source=kafka").statusCode()).isEqualTo(200);
        JsonNode rebuild = finished();
        assertThat(rebuild.get("source").asString()).isEqualTo("KAFKA");
        assertThat(rebuild.at("/compared/different").asLong()).isZero();
        assertThat(rebuild.get("commits").asLong()).isGreaterThanOrEqualTo(401);
        assertThat(order("compare&source=memory").statusCode()).isEqualTo(400);
    }

    @Test
    void a_comparison_leaves_the_live_view_alone() {
        assertThat(order("compare").statusCode()).isEqualTo(200);
        assertThat(finished().at("/compared/different").asLong()).isZero();
        assertThat(rows()).isEqualTo(100);
    }

    @Test
    void what_makes_no_sense_is_refused() {
        assertThat(post(tenant, "/rebuilds?view=nothing").statusCode()).isEqualTo(404);
        assertThat(order("other").statusCode()).isEqualTo(400);
        assertThat(post(tenant, "/rebuilds/" + view + "/explode").statusCode()).isEqualTo(404);
        assertThat(post(new TenantId("nobody"), "/rebuilds?view=" + view).statusCode())
                .isEqualTo(404);
        await().until(() -> post(tenant, "/rebuilds/" + view + "/pause").statusCode() == 409);
    }

    private static JsonNode finished() {
        return await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> SERVICE.ok(tenant, "/rebuilds")
                                .get("rebuilds")
                                .valueStream()
                                .filter(rebuild ->
                                        rebuild.get("view").asString().equals(view))
                                .findFirst()
                                .orElseThrow(),
                        rebuild -> rebuild.get("phase").asString().equals("DONE"));
    }

    private static HttpResponse<String> order(String purpose) {
        return await().until(
                        () -> post(tenant, "/rebuilds?view=" + view + "&purpose=" + purpose),
                        answer -> answer.statusCode() != 409);
    }

    private static HttpResponse<String> post(TenantId of, String path) {
        return SERVICE.send(SERVICE.request("/audit/v1/tenants/" + of.value() + path)
                .header("Authorization", "Bearer " + RunningAudit.TOKEN)
                .POST(HttpRequest.BodyPublishers.noBody()));
    }

    private static int rows() {
        HttpResponse<String> page = SERVICE.get(tenant, "/events?limit=100");
        return page.statusCode() == 200
                ? new JsonMapper().readTree(page.body()).get("rows").size()
                : -1;
    }
}
