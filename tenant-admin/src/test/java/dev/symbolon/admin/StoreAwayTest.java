package dev.symbolon.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.admin.running.Api.Said;
import dev.symbolon.admin.running.DocumentedOperation;
import dev.symbolon.admin.running.Everything;
import dev.symbolon.admin.running.RunningAdmin;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.log.CutProxy;
import dev.symbolon.infra.log.CutProxy.Outage;
import dev.symbolon.infra.stream.ControlView;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.SoftAssertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every operation of the OpenAPI document while the store is away or silent, and what was read before is remembered. */
class StoreAwayTest {
    private static CutProxy proxy;
    private static RunningAdmin admin;
    private static List<DocumentedOperation> operations;
    private static Everything everything;

    @BeforeAll
    static void start() {
        AtomicReference<CutProxy> made = new AtomicReference<>();
        admin = RunningAdmin.apart("admin-cut", store -> {
            made.set(new CutProxy(URI.create(store).getPort()));
            return "mongodb://127.0.0.1:" + made.get().port();
        });
        proxy = made.get();
        operations = DocumentedOperation.all(admin);
        everything = Everything.in(admin, admin.tenant("away"), "away", "ada");
    }

    @AfterEach
    void mend() {
        proxy.mend();
    }

    @AfterAll
    static void stop() throws IOException {
        admin.close();
        proxy.close();
    }

    @ParameterizedTest
    @EnumSource(Outage.class)
    void what_cannot_be_answered_is_answered_with_503_and_when_to_come_again(Outage outage) throws Exception {
        operations.stream()
                .filter(DocumentedOperation::reads)
                .forEach(read ->
                        assertThat(call(read).status()).as(read.toString()).isEqualTo(200));
        ControlView view = admin.bean(ControlView.class);
        proxy.begin(outage);
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !view.fresh(TenantId.SYSTEM) && !view.readable());

        Map<DocumentedOperation, Late> answers = new LinkedHashMap<>();
        try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
            Map<DocumentedOperation, Future<Late>> asked = new LinkedHashMap<>();
            operations.forEach(operation -> asked.put(operation, all.submit(() -> timed(operation))));
            for (Map.Entry<DocumentedOperation, Future<Late>> one : asked.entrySet()) {
                answers.put(one.getKey(), one.getValue().get());
            }
        }

        SoftAssertions.assertSoftly(softly -> answers.forEach((operation, late) -> {
            Said said = late.said();
            softly.assertThat(said.status()).as(operation + " " + said.text()).isEqualTo(503);
            softly.assertThat(said.header("Retry-After")).as("%s", operation).isNotEmpty();
            softly.assertThat(said.header("Content-Type")).as("%s", operation).startsWith("application/problem+json");
            softly.assertThat(said.text())
                    .as("%s", operation)
                    .doesNotContain("Exception", "\tat ", "mongo", "dev.symbolon");
            // A write may have to be settled before anybody can say what became of it.
            softly.assertThat(late.after())
                    .as("%s", operation)
                    .isLessThan(operation.reads() ? Duration.ofSeconds(9) : Duration.ofSeconds(28));
        }));
    }

    private record Late(Said said, Duration after) {}

    private static Late timed(DocumentedOperation operation) {
        long from = System.nanoTime();
        Said said = call(operation);
        return new Late(said, Duration.ofNanos(System.nanoTime() - from));
    }

    private static Said call(DocumentedOperation operation) {
        return admin.operator()
                .send(operation.method(), everything.filled(operation.path()), operation.body(), operation.type());
    }
}
