package dev.symbolon.projection.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.symbolon.core.event.Actor;
import dev.symbolon.core.event.Envelope;
import dev.symbolon.core.event.EventCatalogue;
import dev.symbolon.core.event.EventId;
import dev.symbolon.core.event.SessionEvent;
import dev.symbolon.core.session.SessionId;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.tenant.TenantCommand;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.log.CommitLog;
import dev.symbolon.infra.log.NewCommit;
import dev.symbolon.infra.log.Samples;
import dev.symbolon.infra.log.StoredEvent;
import dev.symbolon.infra.serialization.EventCodec;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.projection.RunningAudit;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Pages of a log that goes on while it is read, over HTTP. */
final class PagingTest {
    private static final RunningAudit AUDIT = RunningAudit.shared();

    /** Not the reader's own, which the first answer adds. */
    private static final String SEARCH = "/events?actor=platform";

    private final TenantId tenant = AUDIT.aTenant();
    private boolean suspended;

    @Test
    void what_is_written_between_pages_is_told_once_or_not_at_all_and_moves_nothing() {
        String written = commit(12);
        List<String> before = all("&order=oldest&limit=500&position=" + written, List.of());
        assertThat(before).hasSize(13);
        JsonNode newest = AUDIT.ok(tenant, SEARCH + "&limit=4");
        JsonNode oldest = AUDIT.ok(tenant, SEARCH + "&limit=4&order=oldest");

        String later = commit(10);
        List<String> after = all("&order=oldest&limit=500&position=" + later, List.of());
        assertThat(after).hasSize(23).startsWith(before.toArray(String[]::new));

        assertThat(all("&limit=4", events(newest), next(newest)))
                .as("newest first: from where it began")
                .isEqualTo(before.reversed());
        assertThat(all("&limit=4&order=oldest", events(oldest), next(oldest)))
                .as("oldest first: up to now")
                .isEqualTo(after);
    }

    /** Another node took its clock first and wrote last. */
    @Test
    void an_entry_that_comes_late_stands_after_the_stable_time_that_answers_before_it_named() {
        commit(2);
        Late late = await().atMost(Duration.ofSeconds(60))
                .until(this::late, Optional::isPresent)
                .orElseThrow();

        assertThat(all("&limit=3&order=oldest", events(late.first()), next(late.first())))
                .as("the cursor has passed it")
                .doesNotContain(late.event());
        for (String stable : List.of(late.first().get("stable").asString(), late.exported())) {
            assertThat(Instant.parse(stable)).isBefore(late.clock().instant());
            assertThat(all("&order=oldest&limit=500&from=" + stable, List.of())).contains(late.event());
        }
        await().atMost(Duration.ofSeconds(30))
                .until(() -> Instant.parse(AUDIT.ok(tenant, SEARCH + "&limit=1")
                                .get("stable")
                                .asString())
                        .isAfter(late.clock().instant()));
        assertThat(AUDIT.page("/auditor/tenants/" + tenant.value() + "/events?actor=platform", AUDIT.signedIn())
                        .body())
                .as("by then all of it is final")
                .doesNotContain("Provisional after");
    }

    @Test
    void a_page_says_what_of_it_is_provisional() {
        String last = commit(1);
        assertThat(AUDIT.page("/auditor/tenants/" + tenant.value() + "/events?position=" + last, AUDIT.signedIn())
                        .body())
                .contains("Provisional after");
    }

    /** @param first the first page, oldest first, which ends behind the late entry's clock */
    private record Late(String event, HybridTime clock, JsonNode first, String exported) {}

    /** Empty where this machine took so long that the log no longer takes it. */
    private Optional<Late> late() {
        List<String> known = all("&order=oldest&limit=500", List.of());
        HybridTime clock = AUDIT.bean(HybridClock.class).now();
        String last = commit(2);
        JsonNode first = AUDIT.ok(tenant, SEARCH + "&order=oldest&limit=" + (known.size() + 1) + "&position=" + last);
        HttpResponse<String> export = AUDIT.get(tenant, "/export?actor=platform&order=oldest");
        String id = "late" + Samples.fresh();
        SessionEvent.Used event = new SessionEvent.Used(tenant, new SessionId(id), clock.instant());
        EventCatalogue.Entry entry = EventCatalogue.of(event.getClass());
        Envelope envelope = new Envelope(
                new EventId(id),
                entry.name(),
                entry.version(),
                event.stream(),
                0,
                clock,
                new Actor.Platform("test"),
                "request-late",
                Optional.empty(),
                List.of(),
                Optional.empty());
        byte[] bytes = AUDIT.bean(EventCodec.class).encode(envelope, event);
        CommitLog.Appended appended = AUDIT.bean(CommitLog.class)
                .append(new NewCommit(
                        "commit" + id,
                        tenant,
                        clock,
                        List.of(new StoredEvent(
                                entry.name(),
                                entry.version(),
                                false,
                                event.stream(),
                                0,
                                bytes,
                                HexFormat.of()
                                        .parseHex(RunningAudit.sha256(new String(bytes, StandardCharsets.UTF_8))))),
                        List.of(),
                        Optional.empty()));
        if (!(appended instanceof CommitLog.Appended.Stored done)) {
            return Optional.empty();
        }
        AUDIT.ok(tenant, SEARCH + "&position=" + done.position());
        return Optional.of(new Late(
                id,
                clock,
                first,
                export.headers().firstValue("Symbolon-Stable-Time").orElseThrow()));
    }

    /** One event each; the last one's position. */
    private String commit(int count) {
        String last = "";
        for (int i = 0; i < count; i++) {
            last = AUDIT.send(
                    suspended
                            ? new TenantCommand.Reactivate(tenant, Instant.now())
                            : new TenantCommand.Suspend(tenant, "unpaid", Instant.now()));
            suspended = !suspended;
        }
        return last;
    }

    private List<String> all(String query, List<String> known) {
        return all(query, known, Optional.of(""));
    }

    /** What is known already, and every page from there on. */
    private List<String> all(String query, List<String> known, Optional<String> from) {
        List<String> found = new ArrayList<>(known);
        Optional<String> after = from;
        while (after.isPresent()) {
            JsonNode page = AUDIT.ok(tenant, SEARCH + query + "&after=" + after.get());
            found.addAll(events(page));
            after = next(page);
        }
        return found;
    }

    private static List<String> events(JsonNode page) {
        return page.get("rows")
                .valueStream()
                .map(row -> row.get("event").asString())
                .toList();
    }

    private static Optional<String> next(JsonNode page) {
        return Optional.ofNullable(page.get("next")).filter(JsonNode::isString).map(JsonNode::asString);
    }
}
