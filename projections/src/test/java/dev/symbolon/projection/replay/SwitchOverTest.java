package dev.symbolon.projection.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.tenant.TenantCommand;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.projection.RunningAudit;
import dev.symbolon.projection.history.LiveFlow;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Readers of a view that is rebuilt and switched over under them, while somebody writes: no answer fails or is wrong. */
final class SwitchOverTest {
    private static final int LINES_A_SECOND = 250;
    private static final RunningAudit SERVICE = RunningAudit.shared();
    private static final JsonMapper JSON = new JsonMapper();
    private static final int ROUNDS = 3;

    @Test
    void events_are_told_alike_before_during_and_after() throws Exception {
        TenantId tenant = SERVICE.aTenant();
        String position = "";
        for (int i = 0; i < 400; i++) {
            position = toggled(tenant, i);
        }
        String oldest = "/events?order=oldest&limit=100";
        String before = told(body(tenant, oldest + "&position=" + position));
        List<String> all = walked(tenant, Optional.empty());
        assertThat(all).hasSizeGreaterThanOrEqualTo(401).doesNotHaveDuplicates();
        OrderedRebuilds audit = OrderedRebuilds.of(SERVICE, "audit");

        Readers readers = new Readers();
        readers.again(_ -> assertThat(told(body(tenant, oldest))).isEqualTo(before));
        readers.again(_ -> assertThat(walked(tenant, Optional.empty())).startsWith(all.toArray(String[]::new)));
        // Its own commit is the newest that it reads, each time: the tenant's stream has no other writer.
        readers.again(round -> {
            String written = toggled(tenant, 400 + round);
            String type = round % 2 == 0 ? "tenant.suspended" : "tenant.reactivated";
            JsonNode newest = JSON.readTree(body(tenant, "/events?limit=1&type=" + type + "&position=" + written));
            assertThat(newest.at("/rows/0/sequence").asInt()).isEqualTo(401 + round);
        });
        for (int round = 0; round < ROUNDS; round++) {
            JsonNode held = JSON.readTree(body(tenant, "/events?order=oldest&limit=50"));
            audit.begin(tenant, "replace");
            JsonNode rebuild = audit.done(tenant);
            assertThat(rebuild.at("/compared/different").asLong()).isZero();
            assertThat(rebuild.at("/compared/rows").asLong()).isGreaterThanOrEqualTo(401);
            List<String> both = new ArrayList<>(ids(held));
            both.addAll(walked(tenant, Optional.of(held.get("next").asString())));
            assertThat(both).startsWith(all.toArray(String[]::new)).doesNotHaveDuplicates();
        }
        readers.stop();
    }

    /** All but how far the log was complete by then, which goes on. */
    private static String told(String page) {
        ObjectNode told = (ObjectNode) JSON.readTree(page);
        assertThat(told.remove("stable")).isNotNull();
        return told.toString();
    }

    @Test
    void an_export_goes_on_across_the_switch() throws Exception {
        TenantId tenant = LongTrail.shared().tenant();
        String query = "/audit/v1/tenants/" + tenant.value() + "/export?format=ndjson&type=session.used&order=oldest";
        List<String> before = SERVICE.get(tenant, "/export?format=ndjson&type=session.used&order=oldest")
                .body()
                .lines()
                .toList();
        assertThat(before).hasSize(LongTrail.COMMITS * LongTrail.EVENTS);
        OrderedRebuilds audit = OrderedRebuilds.of(SERVICE, "audit");

        HttpResponse<InputStream> answer = SERVICE.http()
                .send(
                        SERVICE.request(query)
                                .header("Authorization", "Bearer " + RunningAudit.TOKEN)
                                .build(),
                        HttpResponse.BodyHandlers.ofInputStream());
        List<String> lines = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            lines.add(reader.readLine());
            audit.begin(tenant, "replace");
            // Slowly, for a reader who stands still is cut off; by time, since a rebuild takes longer on a busy
            // machine.
            long begun = System.nanoTime();
            while (!OrderedRebuilds.phase(audit.last(tenant)).equals("DONE")) {
                while (lines.size() < LINES_A_SECOND * (System.nanoTime() - begun) / 1e9) {
                    lines.add(reader.readLine());
                }
            }
            assertThat(lines)
                    .as("what is still to come is more than lies between the two")
                    .hasSizeLessThan(before.size() / 2);
            reader.lines().forEach(lines::add);
        }
        assertThat(lines).isEqualTo(before);
        String cursor = JSON.readTree(before.get(9_999)).get("cursor").asString();
        assertThat(SERVICE.get(tenant, "/export?format=ndjson&type=session.used&order=oldest&after=" + cursor)
                        .body()
                        .lines())
                .as("a cursor of before the switch")
                .isEqualTo(before.subList(10_000, before.size()));
    }

    @Test
    void grants_and_what_they_reach_are_told_alike_before_during_and_after() throws Exception {
        LiveFlow flow = LiveFlow.begin(SERVICE);
        TenantId tenant = flow.tenant();
        String position = "";
        for (int i = 0; i < 30; i++) {
            position = flow.granted("early" + i);
        }
        String oldest = "/grants?order=oldest&limit=20";
        String then = "/access?subject=ada&at=grant/grant-early9:1";
        String before = body(tenant, oldest + "&position=" + position);
        JsonNode held = JSON.readTree(before);
        assertThat(held.get("rows")).hasSize(20);
        String rest = "/grants?order=oldest&limit=10&after=" + held.get("next").asString();
        JsonNode restBefore = JSON.readTree(body(tenant, rest)).get("rows");
        assertThat(restBefore).hasSize(10);
        JsonNode reached = JSON.readTree(body(tenant, then)).get("reaches");
        assertThat(reached).hasSize(10);
        OrderedRebuilds grants = OrderedRebuilds.of(SERVICE, "grant-history");

        Readers readers = new Readers();
        readers.again(_ -> assertThat(body(tenant, oldest)).isEqualTo(before));
        readers.again(
                _ -> assertThat(JSON.readTree(body(tenant, rest)).get("rows")).isEqualTo(restBefore));
        readers.again(_ ->
                assertThat(JSON.readTree(body(tenant, then)).get("reaches")).isEqualTo(reached));
        readers.again(round -> {
            String written = flow.granted("late" + round);
            String of = "grant-late" + round;
            JsonNode newest = JSON.readTree(body(tenant, "/grants?limit=1&position=" + written));
            assertThat(newest.at("/rows/0/id").asString()).isEqualTo(of);
            JsonNode now = JSON.readTree(body(tenant, "/access?subject=ada&position=" + written));
            assertThat(now.at("/reaches/0/grant").asString()).isEqualTo(of);
            assertThat(now.get("reaches")).hasSize(31 + round);
        });
        for (int round = 0; round < ROUNDS; round++) {
            grants.begin(tenant, "replace");
            JsonNode rebuild = grants.done(tenant);
            assertThat(rebuild.at("/compared/different").asLong()).isZero();
            assertThat(rebuild.at("/compared/rows").asLong()).isGreaterThanOrEqualTo(60);
        }
        readers.stop();
    }

    private static String toggled(TenantId tenant, int round) {
        return SERVICE.send(
                round % 2 == 0
                        ? new TenantCommand.Suspend(tenant, "unpaid", Instant.now())
                        : new TenantCommand.Reactivate(tenant, Instant.now()));
    }

    /** Every event, oldest first, page by page. */
    private static List<String> walked(TenantId tenant, Optional<String> from) {
        List<String> ids = new ArrayList<>();
        Optional<String> next = from;
        do {
            JsonNode page = JSON.readTree(body(
                    tenant,
                    "/events?order=oldest&limit=50"
                            + next.map(it -> "&after=" + it).orElse("")));
            ids.addAll(ids(page));
            next = Optional.ofNullable(page.get("next"))
                    .filter(it -> !it.isNull())
                    .map(JsonNode::asString);
        } while (next.isPresent());
        return ids;
    }

    private static List<String> ids(JsonNode page) {
        return page.get("rows")
                .valueStream()
                .map(row -> row.get("event").asString())
                .toList();
    }

    private static String body(TenantId tenant, String path) {
        HttpResponse<String> answer = SERVICE.get(tenant, path);
        assertThat(answer.statusCode()).as("%s %s", path, answer.body()).isEqualTo(200);
        return answer.body();
    }

    /** Threads that ask again and again; the first that isn't answered as it should be fails the test. */
    private static final class Readers {
        private static final int LEAST = 5;

        /** Of each, so that they don't take the rebuild's time for themselves. */
        private static final Duration PAUSE = Duration.ofMillis(10);

        private final AtomicBoolean done = new AtomicBoolean();
        private final List<Thread> threads = new ArrayList<>();
        private final List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());

        @FunctionalInterface
        interface Asking {
            void round(int number);
        }

        void again(Asking asking) {
            threads.add(Thread.ofVirtual().start(() -> {
                try {
                    for (int round = 0; !done.get() || round < LEAST; round++) {
                        asking.round(round);
                        Thread.sleep(PAUSE);
                    }
                } catch (InterruptedException | RuntimeException | Error e) {
                    failures.add(e);
                }
            }));
        }

        void stop() throws InterruptedException {
            done.set(true);
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(failures).isEmpty();
        }
    }
}
