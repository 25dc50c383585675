package dev.symbolon.infra.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symbolon.core.event.RecordedEvent;
import dev.symbolon.core.event.SessionEvent;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.stream.Position;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.log.Samples;
import dev.symbolon.infra.log.TestStore;
import dev.symbolon.infra.mongo.MongoCells;
import dev.symbolon.infra.mongo.WatchedCell;
import dev.symbolon.ports.view.Page;
import dev.symbolon.ports.view.RegisteredProjections;
import dev.symbolon.ports.view.ViewQuery;
import dev.symbolon.ports.view.Views;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Events in, rows out, on the store. */
final class ViewsTest {
    private static MongoCells cells;

    private final Visits visits = new Visits();
    private final MongoViews views = new MongoViews(cells);
    private final TenantId tenant = Samples.aTenant();
    private final List<RecordedEvent> log = new ArrayList<>();

    @BeforeAll
    static void connect() {
        cells = MongoCells.open(TestStore.freshDatabase(), Map.of());
        new MongoViews(cells)
                .prepare(
                        new RegisteredProjections(List.of(new Visits())),
                        cells.all().getFirst());
    }

    @AfterAll
    static void disconnect() {
        cells.close();
    }

    @Test
    void an_event_that_comes_twice_changes_nothing() {
        TenantViews open = open();
        open.apply(List.of(used("a", 0), used("a", 1)));
        ViewHash once = views.hash(Visits.VIEW, tenant);
        open.apply(List.of(used("a", 1), used("a", 0)));
        open().apply(List.of(used("a", 1)));
        assertThat(views.hash(Visits.VIEW, tenant)).isEqualTo(once);
        assertThat(row("a").count()).isEqualTo(2);
    }

    @Test
    void an_event_that_comes_too_early_has_those_before_it_read_from_the_store() {
        TenantViews open = open();
        RecordedEvent first = used("a", 0);
        used("a", 1);
        used("a", 2);
        RecordedEvent fourth = used("a", 3);
        open.apply(List.of(first, fourth));
        assertThat(row("a").count()).isEqualTo(4);
        assertThat(row(Visits.ALL).count()).isEqualTo(4);
    }

    @Test
    void rows_are_the_same_in_whatever_order_their_events_arrive() {
        for (int session = 0; session < 6; session++) {
            for (int sequence = 0; sequence < 5; sequence++) {
                used("s" + session, sequence);
            }
        }
        TenantViews ordered = open();
        ordered.apply(log);
        ViewHash expected = views.hash(Visits.VIEW, tenant);
        for (long seed = 1; seed <= 5; seed++) {
            TenantViews.Rebuild rebuild = ordered.rebuild("visits-v1");
            Random random = new Random(seed);
            List<RecordedEvent> shuffled = new ArrayList<>(log);
            shuffled.addAll(log.subList(0, 10));
            Collections.shuffle(shuffled, random);
            while (!shuffled.isEmpty()) {
                List<RecordedEvent> batch = shuffled.subList(0, 1 + random.nextInt(Math.min(7, shuffled.size())));
                rebuild.apply(List.copyOf(batch));
                batch.clear();
            }
            assertThat(rebuild.hash()).as("seed %s", seed).isEqualTo(expected);
        }
    }

    @Test
    void a_batch_whose_checkpoint_was_lost_is_applied_again_without_effect() {
        open().apply(List.of(used("a", 0), used("b", 0)));
        ViewHash before = views.hash(Visits.VIEW, tenant);
        TenantViews restarted = open();
        restarted.apply(log);
        restarted.reached(Map.of("w~1", 7L));
        assertThat(views.hash(Visits.VIEW, tenant)).isEqualTo(before);
    }

    @Test
    void a_process_that_lost_the_tenant_does_not_overwrite_newer_rows() {
        TenantViews sleeper = open();
        sleeper.apply(List.of(used("a", 0)));
        open().apply(List.of(used("a", 1), used("b", 0)));
        sleeper.apply(List.of(log.get(1), used("a", 2)));
        assertThat(row("a").count()).isEqualTo(3);
        assertThat(row(Visits.ALL).count()).isEqualTo(4);
    }

    @Test
    void a_stream_that_fails_each_time_is_parked_while_others_go_on_and_goes_in_when_it_can() {
        visits.poison.add(1L);
        TenantViews open = open();
        long start = System.nanoTime();
        open.apply(List.of(used("a", 0), used("a", 1), used("b", 2)));
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start))
                .as("a pause of 40 ms before the second try, and of 80 before the third")
                .isGreaterThanOrEqualTo(120);
        open.apply(List.of(used("a", 2), used("b", 3)));
        assertThat(row("a").count()).isEqualTo(1);
        assertThat(row("b").count()).isEqualTo(2);
        assertThat(views.parked(Visits.VIEW, tenant)).singleElement().satisfies(parked -> {
            assertThat(parked.stream()).isEqualTo(stream("a"));
            assertThat(parked.sequence()).isEqualTo(1);
            assertThat(parked.reason()).contains("minute 1");
        });
        assertThat(open().retry(stream("a"))).isFalse();
        visits.poison.clear();
        assertThat(open().retry(stream("a"))).isTrue();
        assertThat(row("a").count()).isEqualTo(3);
        assertThat(views.parked(Visits.VIEW, tenant)).isEmpty();
    }

    @Test
    void pages_follow_each_other_without_gap_and_a_cursor_leads_on_in_its_own_query_only() {
        List<RecordedEvent> events = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            // Several of the same minute: the id decides among them.
            events.add(event(Visits.used(tenant, "s" + i, i / 4), 0));
        }
        open().apply(events);
        for (boolean newestFirst : List.of(true, false)) {
            List<String> seen = new ArrayList<>();
            Optional<String> cursor = Optional.empty();
            do {
                Page<Visits.Row> page = views.find(Visits.VIEW, tenant, query("one", newestFirst, cursor));
                page.rows().forEach(row -> seen.add(row.session().orElseThrow()));
                cursor = page.next();
            } while (cursor.isPresent());
            assertThat(seen).hasSize(25).doesNotHaveDuplicates();
        }
        String next = views.find(Visits.VIEW, tenant, query("one", true, Optional.empty()))
                .next()
                .orElseThrow();
        for (Optional<String> foreign : List.of(Optional.of(next), Optional.of("nonsense!"), Optional.of(""))) {
            assertThatThrownBy(() -> views.find(Visits.VIEW, tenant, query("all", true, foreign)))
                    .isInstanceOf(Views.ForeignCursorException.class);
            assertThatThrownBy(() -> views.find(Visits.VIEW, Samples.aTenant(), query("one", true, foreign)))
                    .isInstanceOf(Views.ForeignCursorException.class);
        }
    }

    @Test
    void what_no_index_serves_cannot_be_asked() {
        assertThatThrownBy(() -> views.find(
                        Visits.VIEW,
                        tenant,
                        new ViewQuery(
                                Map.of("count", "1"),
                                "last",
                                Optional.empty(),
                                Optional.empty(),
                                true,
                                Optional.empty(),
                                10)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_position_is_awaited_and_one_that_never_comes_is_not_waited_for_long() throws Exception {
        TenantViews open = open();
        open.setBuilt(true);
        Position position = new Position(tenant, "w-1", 2, 5);
        assertThat(views.await(Visits.VIEW, position)).isFalse();
        Thread writer = Thread.ofVirtual().start(() -> open.reached(Map.of("w-1~2", 6L)));
        assertThat(views.await(Visits.VIEW, position)).isTrue();
        writer.join();
        assertThat(new MongoViews(cells).await(Visits.VIEW, position)).isTrue();
        assertThat(new MongoViews(cells).await(Visits.VIEW, new Position(tenant, "w-1", 1, 5)))
                .isFalse();
    }

    @Test
    void a_checkpoint_forgets_the_writers_that_it_met_first() {
        TenantViews open = open();
        open.setBuilt(true);
        for (int writer = 0; writer < 401; writer++) {
            open.reached(Map.of("w" + writer + "~1", 1L));
        }
        open();
        MongoViews fresh = new MongoViews(cells);
        assertThat(fresh.await(Visits.VIEW, new Position(tenant, "w400", 1, 1))).isTrue();
        assertThat(fresh.await(Visits.VIEW, new Position(tenant, "w0", 1, 1))).isFalse();
    }

    /** Kafka is told how far this group has come only after it: what was done so far needs no telling again. */
    @Test
    void the_journal_is_awaited_by_a_write_to_a_majority_and_so_are_marks_of_what_is_built() {
        try (WatchedCell cell = new WatchedCell(TestStore.freshDatabase())) {
            MongoViews watched = new MongoViews(cell);
            TenantViews open = watched.open(tenant, List.of(visits), this::between, InstantSource.system());
            open.setBuilt(true);
            open.reached(Map.of("w~1", 1L));
            assertThat(watched.journal()).isEmpty();

            List<BsonDocument> updates = cell.commands("checkpoints", "update");
            assertThat(updates).hasSizeGreaterThanOrEqualTo(3);
            assertThat(List.of(updates.getFirst(), updates.getLast()))
                    .allSatisfy(command -> assertThat(
                                    command.getDocument("writeConcern").toJson())
                            .contains("\"majority\"", "\"j\": true"));
        }
    }

    @Test
    void rows_are_journaled_whose_counters_come_later() {
        try (WatchedCell cell = new WatchedCell(TestStore.freshDatabase())) {
            MongoViews watched = new MongoViews(cell);
            TenantViews open = watched.open(tenant, List.of(visits), this::between, InstantSource.system());
            watched.journal();
            int before = cell.commands("checkpoints", "update").size();
            watched.journal();
            assertThat(cell.commands("checkpoints", "update"))
                    .as("nothing was written")
                    .hasSize(before);

            open.apply(List.of(used("a", 0)));
            watched.journal();
            assertThat(cell.commands("checkpoints", "update")).hasSize(before + 1);
        }
    }

    @Test
    void queries_are_served_by_indexes() {
        open().apply(List.of(used("a", 0), used("b", 0), used("b", 1)));
        long scans = TestStore.scans();
        views.find(Visits.VIEW, tenant, query("one", true, Optional.empty()));
        views.find(Visits.VIEW, tenant, query("one", false, Optional.empty()));
        views.row(Visits.VIEW, tenant, "a");
        views.hash(Visits.VIEW, tenant);
        views.parked(Visits.VIEW, tenant);
        assertThat(TestStore.scans()).isEqualTo(scans);
    }

    private TenantViews open() {
        return views.open(tenant, List.of(visits), this::between, InstantSource.system());
    }

    private List<RecordedEvent> between(StreamId stream, long from, long until) {
        return log.stream()
                .filter(event -> event.envelope().stream().equals(stream))
                .filter(event ->
                        event.envelope().sequence() >= from && event.envelope().sequence() < until)
                .toList();
    }

    private Visits.Row row(String id) {
        return views.row(Visits.VIEW, tenant, id).orElseThrow();
    }

    private static ViewQuery query(String kind, boolean newestFirst, Optional<String> cursor) {
        return new ViewQuery(Map.of("kind", kind), "last", Optional.empty(), Optional.empty(), newestFirst, cursor, 4);
    }

    private StreamId stream(String session) {
        return Visits.used(tenant, session, 0).stream();
    }

    private RecordedEvent used(String session, long sequence) {
        return event(Visits.used(tenant, session, sequence), sequence);
    }

    private RecordedEvent event(SessionEvent.Used event, long sequence) {
        HybridTime clock = Samples.now();
        RecordedEvent recorded = new RecordedEvent(
                Visits.envelope(event, sequence, clock),
                event,
                "commit-" + log.size(),
                new Position(tenant, "w", 1, log.size()),
                new byte[0],
                new byte[0]);
        log.add(recorded);
        return recorded;
    }
}
