package dev.symbolon.projection.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.event.RecordedEvent;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.log.Samples;
import dev.symbolon.infra.log.TestStore;
import dev.symbolon.infra.mongo.MongoCells;
import dev.symbolon.infra.view.MongoViews;
import dev.symbolon.infra.view.TenantViews;
import dev.symbolon.ports.view.RegisteredProjections;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Searches on the store, against reading everything. */
final class AuditSearchTest {
    private static final TenantId TENANT = Samples.aTenant();
    private static final TenantId OTHER = Samples.aTenant();
    private static final int EVENTS = 3_000;

    private static MongoCells cells;
    private static MongoViews views;
    private static AuditSearch search;
    private static List<AuditRow> all;

    @BeforeAll
    static void fill() {
        cells = MongoCells.open(TestStore.freshDatabase(), Map.of());
        views = new MongoViews(cells);
        views.prepare(
                new RegisteredProjections(List.of(new AuditProjection())),
                cells.all().getFirst());
        search = new AuditSearch(views);
        all = new ArrayList<>();
        for (TenantId tenant : List.of(TENANT, OTHER)) {
            TenantViews open =
                    views.open(tenant, List.of(new AuditProjection()), (_, _, _) -> List.of(), InstantSource.system());
            List<RecordedEvent> events = new SampleTrail(tenant, 7, 40, 6).next(EVENTS);
            open.apply(events);
            if (tenant.equals(TENANT)) {
                events.forEach(event -> all.add(AuditProjection.of(event)));
            }
        }
    }

    @AfterAll
    static void close() {
        cells.close();
    }

    @Test
    void what_is_found_is_what_reading_everything_finds_page_by_page_in_either_order_and_without_a_scan() {
        Random random = new Random(11);
        long scans = TestStore.scans();
        for (int i = 0; i < 40; i++) {
            AuditQuery query = query(random);
            List<String> expected = all.stream()
                    .filter(row -> query.from().map(from -> row.clock() >= from).orElse(true))
                    .filter(row ->
                            query.until().map(until -> row.clock() < until).orElse(true))
                    .filter(row -> query.facets().entrySet().stream()
                            .allMatch(facet -> valueOf(row, facet.getKey()).contains(facet.getValue())))
                    .filter(row -> query.words().stream()
                            .allMatch(word -> List.of(row.summary().split("[^a-z0-9]+")).stream()
                                    .anyMatch(said -> said.startsWith(word))))
                    .map(AuditRow::event)
                    .toList();
            List<AuditRow> found = everyPage(query, 20 + random.nextInt(200));
            assertThat(found).as("%s", query).extracting(AuditRow::event).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(found)
                    .as("%s", query)
                    .isSortedAccordingTo((a, b) -> query.newestFirst()
                            ? Long.compare(b.clock(), a.clock())
                            : Long.compare(a.clock(), b.clock()));
        }
        assertThat(TestStore.scans()).isEqualTo(scans);
    }

    @Test
    void a_search_that_finds_little_among_much_looks_at_a_bounded_number_of_rows_a_page() {
        AuditQuery rare = new AuditQuery(
                Map.of(Facet.TYPE, "session.used", Facet.ACTOR, "platform", Facet.OUTCOME, "REFUSED"),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                true);
        long before = TestStore.examined();
        AuditSearch.Found page = search.find(TENANT, rare, Optional.empty(), 50);
        assertThat(TestStore.examined() - before).isLessThan(2_500);
        assertThat(page.rows()).isEmpty();
    }

    @Test
    void what_one_commit_holds_is_never_split_and_stands_in_its_own_order() {
        List<AuditRow> found =
                everyPage(new AuditQuery(Map.of(), List.of(), Optional.empty(), Optional.empty(), false), 20);
        assertThat(found).hasSize(EVENTS);
        AuditSearch.Found one = search.find(
                TENANT,
                new AuditQuery(Map.of(), List.of(), Optional.empty(), Optional.empty(), false),
                Optional.empty(),
                1);
        assertThat(one.rows())
                .extracting(AuditRow::clock)
                .containsOnly(one.rows().getFirst().clock());
        assertThat(one.rows())
                .hasSameSizeAs(all.stream()
                        .filter(row -> row.clock() == one.rows().getFirst().clock())
                        .toList());
    }

    @Test
    void words_are_found_by_their_beginning_and_those_of_every_sentence_are_none() {
        assertThat(Words.of("A spent code came again, and the token was revoked"))
                .containsExactly("spent", "code", "came", "again", "token", "revoked");
        assertThat(Words.indexed(List.of("revoked", "code"))).containsExactly("revo", "code");
        assertThat(Words.lookUp("revo")).contains("revo");
        assertThat(Words.lookUp("revocation")).contains("revo");
        assertThat(Words.lookUp("api")).isEmpty();
    }

    private static Set<String> valueOf(AuditRow row, Facet facet) {
        return switch (facet) {
            case SUBJECT -> set(row.subject());
            case CLIENT -> set(row.client());
            case TYPE -> Set.of(row.type());
            case OUTCOME -> Set.of(row.outcome().name());
            case ACTOR -> row.actorId().map(id -> Set.of(row.actor(), id)).orElse(Set.of(row.actor()));
            case GRANT -> set(row.grant());
            case SESSION -> set(row.session());
            case AUTHORIZATION -> set(row.authorization());
            case CORRELATION -> Set.of(row.correlation());
            case WORD -> Set.of();
        };
    }

    private static Set<String> set(Optional<String> value) {
        return value.stream().collect(Collectors.toSet());
    }

    /** One to three facets out of a row that exists, or of two rows, so that some find nothing. */
    private static AuditQuery query(Random random) {
        Map<Facet, String> facets = new EnumMap<>(Facet.class);
        for (int i = random.nextInt(4); i > 0; i--) {
            AuditRow row = all.get(random.nextInt(all.size()));
            Facet facet = Facet.NAMED.get(random.nextInt(Facet.NAMED.size()));
            valueOf(row, facet).stream().findAny().ifPresent(value -> facets.put(facet, value));
        }
        List<String> words =
                switch (random.nextInt(4)) {
                    case 0 -> List.of("sess");
                    case 1 -> List.of("rotated", "tok");
                    default -> List.of();
                };
        long middle = all.get(random.nextInt(all.size())).clock();
        return new AuditQuery(
                facets,
                words,
                random.nextInt(4) == 0 ? Optional.of(middle) : Optional.empty(),
                random.nextInt(4) == 0 ? Optional.of(middle + (1L << 38)) : Optional.empty(),
                random.nextBoolean());
    }

    private static List<AuditRow> everyPage(AuditQuery query, int limit) {
        List<AuditRow> found = new ArrayList<>();
        Optional<Long> after = Optional.empty();
        do {
            AuditSearch.Found page = search.find(TENANT, query, after, limit);
            found.addAll(page.rows());
            after = page.next();
        } while (after.isPresent());
        return found;
    }
}
