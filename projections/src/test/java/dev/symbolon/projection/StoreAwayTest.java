package dev.symbolon.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.log.CutProxy;
import dev.symbolon.infra.log.CutProxy.Outage;
import dev.symbolon.infra.log.TestStore;
import dev.symbolon.infra.stream.ControlView;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.SoftAssertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every call of the OpenAPI document while the store is away or silent. */
final class StoreAwayTest {
    private static CutProxy proxy;
    private static RunningAudit audit;
    private static TenantId tenant;
    private static List<DocumentedCalls> calls;

    @BeforeAll
    static void start() {
        proxy = new CutProxy(TestStore.port());
        audit = RunningAudit.apart("audit-cut", TestStore.through(proxy.port(), TestStore.freshDatabase()));
        tenant = audit.aTenant();
        calls = DocumentedCalls.all().stream().filter(call -> !call.streams()).toList();
    }

    @AfterEach
    void mend() {
        proxy.mend();
    }

    @AfterAll
    static void stop() throws IOException {
        audit.close();
        proxy.close();
    }

    @ParameterizedTest
    @EnumSource(Outage.class)
    void what_cannot_be_answered_is_answered_with_503_and_when_to_come_again(Outage outage) throws Exception {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(audit.ok(tenant, "/events").get("rows")).isNotEmpty());
        calls.forEach(
                call -> assertThat(call(call).statusCode()).as(call.toString()).isLessThan(500));
        ControlView view = audit.bean(ControlView.class);
        proxy.begin(outage);
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !view.fresh(tenant) && !view.readable());

        Map<DocumentedCalls, Late> answers = new LinkedHashMap<>();
        try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
            Map<DocumentedCalls, Future<Late>> asked = new LinkedHashMap<>();
            calls.forEach(call -> asked.put(call, all.submit(() -> timed(call))));
            for (Map.Entry<DocumentedCalls, Future<Late>> one : asked.entrySet()) {
                answers.put(one.getKey(), one.getValue().get());
            }
        }

        SoftAssertions.assertSoftly(softly -> answers.forEach((call, late) -> {
            HttpResponse<String> said = late.said();
            softly.assertThat(said.statusCode()).as(call + " " + said.body()).isEqualTo(503);
            softly.assertThat(said.headers().firstValue("Retry-After"))
                    .as("%s", call)
                    .isPresent();
            softly.assertThat(said.headers().firstValue("Content-Type").orElse(""))
                    .as("%s", call)
                    .startsWith("application/problem+json");
            softly.assertThat(said.body()).as("%s", call).doesNotContain("Exception", "\tat ", "mongo", "dev.symbolon");
            // A write may have to be settled before anybody can say what became of it.
            softly.assertThat(late.after())
                    .as("%s", call)
                    .isLessThan(call.method().equals("GET") ? Duration.ofSeconds(9) : Duration.ofSeconds(28));
        }));
    }

    private record Late(HttpResponse<String> said, Duration after) {}

    private static Late timed(DocumentedCalls call) {
        long from = System.nanoTime();
        HttpResponse<String> said = call(call);
        return new Late(said, Duration.ofNanos(System.nanoTime() - from));
    }

    private static HttpResponse<String> call(DocumentedCalls call) {
        String path = CrossTenantMatrixTest.filled(
                call.path(), tenant.value(), Map.of("kind", "clients", "id", "x", "event", "x"));
        return call.send(audit, path + call.query(), RunningAudit.TOKEN, "{\"retentionDays\":400}");
    }
}
