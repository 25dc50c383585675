package dev.symbolon.projection.audit;

import static dev.symbolon.core.sample.Samples.aUser;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.symbolon.core.client.ClientCommand;
import dev.symbolon.core.tenant.TenantCommand;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.UserCommand;
import dev.symbolon.core.user.UserId;
import dev.symbolon.ports.secret.Handles;
import dev.symbolon.projection.RunningAudit;
import dev.symbolon.projection.TenantAuditor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The live tail over HTTP, by way of the real stream. */
@Timeout(60)
final class TailTest {
    private static final RunningAudit AUDIT = RunningAudit.shared();
    private static final JsonMapper JSON = new JsonMapper();

    private final TenantId tenant = AUDIT.aTenant();

    @Test
    void what_happens_is_told_as_it_happens_without_other_tenants_and_without_ones_own_reading() throws IOException {
        TenantId other = AUDIT.aTenant();
        try (Listener listener = new Listener(tenant, "", "")) {
            suspend(other);
            suspend(tenant);
            await().until(() -> !listener.entries.isEmpty());
            assertThat(listener.types()).containsExactly("tenant.suspended");
            reactivate(tenant);
            await().until(() -> listener.entries.size() == 2);
            assertThat(listener.types()).containsExactly("tenant.suspended", "tenant.reactivated");
        }
    }

    @Test
    void ones_own_reading_is_left_out_also_of_what_came_meanwhile_and_anothers_is_told() throws IOException {
        UserId guest = new UserId("guest");
        try (Listener other = new Listener(tenant, "", "", TenantAuditor.token(AUDIT, tenant))) {
            AUDIT.send(aUser().in(tenant).withId(guest).at(Instant.now()).register());
            await().until(() -> !other.ids.isEmpty());
            // Who goes on from there is told all that came since, which begins with the event of their own reading.
            try (Listener listener = new Listener(tenant, "", other.ids.getFirst())) {
                AUDIT.send(new UserCommand.Disable(tenant, guest, "left", Instant.now()));
                await().until(() -> listener.types().contains("user.disabled"));
                assertThat(listener.types()).containsExactly("user.disabled");
            }
            await().until(() -> other.entries.size() == 3);
            assertThat(other.types()).containsExactly("user.registered", "audit-reading.opened", "user.disabled");
            assertThat(other.entries.get(1).get("actorId").asString()).isEqualTo("bootstrap-auditor");
        }
    }

    @Test
    void whoever_was_away_gets_what_came_meanwhile_and_nothing_twice() throws IOException {
        String last;
        try (Listener listener = new Listener(tenant, "", "")) {
            suspend(tenant);
            await().until(() -> !listener.ids.isEmpty());
            last = listener.ids.getLast();
        }
        reactivate(tenant);
        suspend(tenant);
        try (Listener listener = new Listener(tenant, "", last)) {
            await().until(() -> listener.entries.size() >= 2);
            assertThat(listener.types()).containsExactly("tenant.reactivated", "tenant.suspended");
        }
    }

    @Test
    void whoever_may_not_listen_any_more_hears_nothing_more() throws IOException {
        String token = TenantAuditor.token(AUDIT, tenant);
        try (Listener listener = new Listener(tenant, "", "", token)) {
            assertThat(listener.status).isEqualTo(200);
            AUDIT.send(new ClientCommand.Suspend(tenant, TenantAuditor.SERVICE, "left", Instant.now()));
            await().until(() -> listener.over);
            assertThat(listener.types()).doesNotContain("client.suspended");
        }
    }

    @Test
    void a_tail_can_be_narrowed_like_a_search() throws IOException {
        try (Listener listener = new Listener(tenant, "?type=tenant.reactivated", "")) {
            suspend(tenant);
            reactivate(tenant);
            await().until(() -> !listener.entries.isEmpty());
            assertThat(listener.types()).containsExactly("tenant.reactivated");
        }
    }

    @Test
    void an_id_that_the_stream_no_longer_has_is_told_as_a_gap_and_nonsense_is_refused() throws IOException {
        try (Listener listener = new Listener(tenant, "", mark(tenant, 999_999_999_999L))) {
            await().until(() -> listener.gaps == 1);
        }
        HttpRequest.Builder nonsense = AUDIT.request("/audit/v1/tenants/" + tenant.value() + "/tail")
                .header("Authorization", "Bearer " + RunningAudit.TOKEN)
                .header("Last-Event-ID", "x");
        assertThat(AUDIT.send(nonsense).statusCode()).isEqualTo(400);
        for (String foreign : List.of("12", mark(AUDIT.aTenant(), 0))) {
            assertThat(AUDIT.send(AUDIT.request("/audit/v1/tenants/" + tenant.value() + "/tail")
                                    .header("Authorization", "Bearer " + RunningAudit.TOKEN)
                                    .header("Last-Event-ID", foreign))
                            .statusCode())
                    .as("a plain offset, or another tenant's mark")
                    .isEqualTo(400);
        }
        assertThat(AUDIT.send(AUDIT.request("/audit/v1/tenants/" + tenant.value() + "/tail"))
                        .statusCode())
                .isEqualTo(401);
    }

    /** Tenants share partitions: a mark that could be read would tell how much happens to others. */
    private static String mark(TenantId tenant, long offset) {
        byte[] content = ByteBuffer.allocate(Long.BYTES).putLong(offset).array();
        return AUDIT.bean(Handles.class)
                .seal(tenant, "live-mark", content, Instant.now().plusSeconds(60));
    }

    @Test
    void listeners_are_bounded_and_a_place_is_free_again_when_one_leaves() throws IOException {
        List<Listener> listeners = new ArrayList<>();
        try {
            int status = 200;
            while (status == 200 && listeners.size() < 100) {
                Listener next = new Listener(tenant, "", "");
                status = next.status;
                listeners.add(next);
            }
            assertThat(status).isEqualTo(503);
            try (Listener elsewhere = new Listener(AUDIT.aTenant(), "", "")) {
                assertThat(elsewhere.status).as("another tenant's").isEqualTo(200);
            }
        } finally {
            for (Listener listener : listeners) {
                listener.close();
            }
        }
        // The server notices a closed connection when it next writes.
        await().until(() -> {
            suspendOrReactivate();
            try (Listener again = new Listener(tenant, "", "")) {
                return again.status == 200;
            }
        });
    }

    private boolean suspended;

    private void suspendOrReactivate() {
        if (suspended) {
            reactivate(tenant);
        } else {
            suspend(tenant);
        }
        suspended = !suspended;
    }

    private static void suspend(TenantId tenant) {
        AUDIT.send(new TenantCommand.Suspend(tenant, "unpaid", Instant.now()));
    }

    private static void reactivate(TenantId tenant) {
        AUDIT.send(new TenantCommand.Reactivate(tenant, Instant.now()));
    }

    /** Somebody who listens until closed. */
    private static final class Listener implements AutoCloseable {
        final List<JsonNode> entries = new CopyOnWriteArrayList<>();
        final List<String> ids = new CopyOnWriteArrayList<>();
        volatile int gaps;
        volatile boolean over;
        final int status;
        private final InputStream body;

        Listener(TenantId tenant, String query, String lastId) throws IOException {
            this(tenant, query, lastId, RunningAudit.TOKEN);
        }

        Listener(TenantId tenant, String query, String lastId, String token) throws IOException {
            HttpRequest.Builder request = AUDIT.request("/audit/v1/tenants/" + tenant.value() + "/tail" + query)
                    .header("Authorization", "Bearer " + token);
            if (!lastId.isEmpty()) {
                request.header("Last-Event-ID", lastId);
            }
            try {
                HttpResponse<InputStream> response =
                        AUDIT.http().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
                status = response.statusCode();
                body = response.body();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            Thread.ofVirtual().start(this::read);
        }

        private void read() {
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
                String event = "";
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.startsWith("id: ")) {
                        ids.add(line.substring(4));
                    } else if (line.startsWith("event: ")) {
                        event = line.substring(7);
                    } else if (line.startsWith("data: ")) {
                        if (event.equals("gap")) {
                            gaps++;
                        } else {
                            entries.add(JSON.readTree(line.substring(6)));
                        }
                    }
                }
                over = true;
            } catch (IOException e) {
                // Closed.
            }
        }

        List<String> types() {
            return entries.stream().map(entry -> entry.get("type").asString()).toList();
        }

        @Override
        public void close() throws IOException {
            body.close();
        }
    }
}
