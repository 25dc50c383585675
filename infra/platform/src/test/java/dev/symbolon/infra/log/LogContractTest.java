package dev.symbolon.infra.log;

import static dev.symbolon.infra.log.Samples.aCommit;
import static dev.symbolon.infra.log.Samples.aControlEvent;
import static dev.symbolon.infra.log.Samples.aStream;
import static dev.symbolon.infra.log.Samples.aTenant;
import static dev.symbolon.infra.log.Samples.anEvent;
import static dev.symbolon.infra.log.Samples.releasing;
import static dev.symbolon.infra.log.Samples.taking;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoDatabase;
import dev.symbolon.core.event.Basis;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.stream.Position;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.log.CommitLog.Appended;
import dev.symbolon.infra.log.CommitLog.LoggedEvent;
import dev.symbolon.infra.log.CommitLog.Snapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the log promises, on the embedded store or on any MongoDB that {@code MONGODB_URI} names. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LogContractTest {
    private TestNode node;
    private MongoCommitLog log;

    @BeforeAll
    void open() {
        node = TestNode.on(TestStore.freshDatabase());
        log = node.log;
    }

    @AfterAll
    void close() {
        node.close();
    }

    private Position stored(NewCommit commit) {
        Appended appended = log.append(commit);
        assertThat(appended).isInstanceOf(Appended.Stored.class);
        return ((Appended.Stored) appended).position();
    }

    @Test
    void a_commit_is_one_document_of_the_documented_form() {
        TenantId tenant = aTenant();
        StreamId code = aStream(tenant);
        StreamId grant = aStream(tenant);
        NewCommit commit = taking(
                taking(aCommit(anEvent(code, 0), anEvent(code, 1), anEvent(grant, 0)), "login", "someone"),
                "audience",
                "https://api.test/");
        commit = new NewCommit(
                commit.id(), tenant, commit.clock(), commit.events(), commit.claims(), Optional.of(new byte[] {1, 2, 3
                }));

        Position position = stored(commit);

        Document document = node.cells
                .of(tenant)
                .getCollection("commits")
                .find(new Document("_id", commit.id()))
                .first();
        assertThat(document.keySet())
                .containsExactly(
                        "_id",
                        "format",
                        "kind",
                        "tenant",
                        "slots",
                        "clock",
                        "writer",
                        "requestHash",
                        "claims",
                        "events");
        assertThat(document.getInteger("format")).isEqualTo(1);
        assertThat(document.getString("kind")).isEqualTo("commit");
        assertThat(document.getString("tenant")).isEqualTo(tenant.value());
        assertThat(document.getLong("clock")).isEqualTo(commit.clock().value());
        assertThat(document.getList("slots", String.class))
                .containsExactly(
                        code + "#0000000000",
                        code + "#0000000001",
                        grant + "#0000000000",
                        tenant.value() + "/~claim/login:someone#0000000000",
                        tenant.value()
                                + "/~claim/audience:"
                                + dev.symbolon.core.identifier.SecretHash.of("https://api.test/")
                                        .value()
                                + "#0000000000",
                        "~w/" + position.writer() + "/1#" + String.format("%010d", position.counter()));
        assertThat(document.get("writer", Document.class))
                .isEqualTo(new Document("id", position.writer())
                        .append("epoch", 1L)
                        .append("counter", position.counter()));
        assertThat(document.get("requestHash", Binary.class).getData()).containsExactly(1, 2, 3);
        assertThat(document.getList("claims", Document.class))
                .containsExactly(
                        new Document("kind", "login").append("name", "someone").append("holder", code.toString()),
                        new Document("kind", "audience")
                                .append("name", "https://api.test/")
                                .append("holder", code.toString()));
        Document event = document.getList("events", Document.class).get(2);
        assertThat(event.keySet()).containsExactly("type", "version", "control", "bytes", "sha256");
        StoredEvent third = commit.events().get(2);
        assertThat(event.get("bytes", Binary.class).getData()).isEqualTo(third.bytes());
        assertThat(event.get("sha256", Binary.class).getData()).isEqualTo(Samples.sha256(third.bytes()));
    }

    @Test
    void a_stream_is_read_in_order_from_any_sequence_and_to_any_limit() {
        TenantId tenant = aTenant();
        StreamId stream = aStream(tenant);
        StreamId neighbour = new StreamId(tenant, stream.type(), stream.id() + "0");
        for (int i = 0; i < 20; i += 2) {
            stored(aCommit(anEvent(stream, i), anEvent(neighbour, i / 2), anEvent(stream, i + 1)));
        }

        assertThat(sequences(log.stream(stream, 0, 1000))).hasSize(20).isSorted();
        assertThat(sequences(log.stream(stream, 7, 4))).containsExactly(7L, 8L, 9L, 10L);
        assertThat(sequences(log.stream(stream, 19, Integer.MAX_VALUE))).containsExactly(19L);
        assertThat(log.stream(stream, 20, 5)).isEmpty();
        assertThat(log.stream(aStream(tenant), 0, 5)).isEmpty();
    }

    private static List<Long> sequences(List<LoggedEvent> events) {
        return events.stream().map(logged -> logged.event().sequence()).toList();
    }

    @Test
    void what_was_stored_is_read_with_its_bytes_commit_clock_and_position() {
        StreamId stream = aStream(aTenant());
        NewCommit commit = aCommit(Samples.aControlEvent(stream, 0));
        Position position = stored(commit);

        LoggedEvent read = log.stream(stream, 0, 1).getFirst();

        assertThat(read.commitId()).isEqualTo(commit.id());
        assertThat(read.clock()).isEqualTo(commit.clock());
        assertThat(read.position()).isEqualTo(position);
        assertThat(read.event())
                .usingRecursiveComparison()
                .isEqualTo(commit.events().getFirst());
        assertThat(Position.parse(position.toString())).contains(position);
    }

    @Test
    void a_taken_slot_refuses_the_whole_commit_and_names_the_stream() {
        TenantId tenant = aTenant();
        StreamId contended = aStream(tenant);
        StreamId free = aStream(tenant);
        stored(aCommit(anEvent(contended, 0)));

        Appended second = log.append(aCommit(anEvent(free, 0), anEvent(contended, 0)));

        assertThat(second).isEqualTo(new Appended.SlotTaken(Set.of(contended)));
        assertThat(log.stream(free, 0, 10)).isEmpty();
    }

    @Test
    void the_same_commit_given_again_is_stored_once_and_answered_alike() {
        StreamId stream = aStream(aTenant());
        NewCommit commit = aCommit(anEvent(stream, 0));

        assertThat(stored(commit)).isEqualTo(stored(commit));
        assertThat(log.stream(stream, 0, 10)).hasSize(1);
    }

    @Test
    void a_stream_that_went_on_is_found_by_one_probe() {
        TenantId tenant = aTenant();
        StreamId moved = aStream(tenant);
        StreamId still = aStream(tenant);
        StreamId begun = aStream(tenant);
        StreamId empty = aStream(tenant);
        stored(aCommit(anEvent(moved, 0), anEvent(moved, 1), anEvent(still, 0)));
        stored(aCommit(anEvent(begun, 0)));

        assertThat(log.advanced(
                        tenant,
                        List.of(new Basis(moved, 0), new Basis(still, 0), new Basis(begun, -1), new Basis(empty, -1))))
                .containsExactlyInAnyOrder(moved, begun);
        assertThat(log.advanced(tenant, List.of(new Basis(moved, 1), new Basis(still, 0))))
                .isEmpty();
        assertThat(log.advanced(tenant, List.of())).isEmpty();
    }

    @Test
    void a_name_is_taken_given_back_and_taken_again() {
        TenantId tenant = aTenant();
        StreamId first = aStream(tenant);
        StreamId second = aStream(tenant);
        assertThat(log.holder(tenant, "login", "Ada")).isEmpty();

        stored(taking(aCommit(anEvent(first, 0)), "login", "Ada"));
        assertThat(log.holder(tenant, "login", "Ada")).contains(first);
        assertThat(log.append(taking(aCommit(anEvent(second, 0)), "login", "Ada")))
                .isEqualTo(new Appended.ClaimTaken("login", "Ada"));
        assertThat(log.stream(second, 0, 1)).isEmpty();

        stored(releasing(aCommit(anEvent(first, 1)), "login", "Ada"));
        assertThat(log.holder(tenant, "login", "Ada")).isEmpty();

        stored(taking(aCommit(anEvent(second, 0)), "login", "Ada"));
        assertThat(log.holder(tenant, "login", "Ada")).contains(second);
        assertThat(log.holder(aTenant(), "login", "Ada")).isEmpty();
        assertThat(log.holder(tenant, "slug", "Ada")).isEmpty();
    }

    @Test
    void a_name_changes_hands_within_one_commit() {
        TenantId tenant = aTenant();
        StreamId first = aStream(tenant);
        StreamId second = aStream(tenant);
        stored(taking(aCommit(anEvent(first, 0)), "login", "ada"));

        NewCommit handOver = releasing(aCommit(anEvent(first, 1), anEvent(second, 0)), "login", "ada");
        List<NewCommit.ClaimChange> claims = new ArrayList<>(handOver.claims());
        claims.add(new NewCommit.ClaimChange(new dev.symbolon.core.event.Claim.Taken("login", "ada"), second));
        stored(new NewCommit(handOver.id(), tenant, handOver.clock(), handOver.events(), claims, Optional.empty()));

        assertThat(log.holder(tenant, "login", "ada")).contains(second);
    }

    @Test
    void a_name_given_back_by_who_does_not_hold_it_is_decided_again() {
        TenantId tenant = aTenant();
        StreamId stream = aStream(tenant);

        assertThat(log.append(releasing(aCommit(anEvent(stream, 0)), "login", "nobody")))
                .isEqualTo(new Appended.SlotTaken(Set.of(stream)));
    }

    @Test
    void a_name_taken_and_given_back_all_day_is_found_in_a_few_steps() {
        TenantId tenant = aTenant();
        StreamId stream = aStream(tenant);
        for (int i = 0; i < 150; i++) {
            NewCommit commit = aCommit(anEvent(stream, i));
            stored(i % 2 == 0 ? taking(commit, "login", "busy") : releasing(commit, "login", "busy"));
        }
        long before = TestStore.examined();

        assertThat(log.holder(tenant, "login", "busy")).isEmpty();

        assertThat(TestStore.examined() - before).isLessThan(60);
    }

    @Test
    void commits_come_in_canonical_order_page_by_page_without_voids_or_other_tenants() {
        TenantId tenant = aTenant();
        List<NewCommit> commits = new ArrayList<>();
        HybridTime same = Samples.now();
        for (int i = 0; i < 10; i++) {
            NewCommit commit = aCommit(anEvent(aStream(tenant), 0));
            commits.add(
                    i < 5
                            ? commit
                            : new NewCommit(commit.id(), tenant, same, commit.events(), List.of(), Optional.empty()));
            stored(commits.getLast());
            stored(aCommit(anEvent(aStream(aTenant()), 0)));
        }
        commits.sort(java.util.Comparator.comparing(NewCommit::clock).thenComparing(NewCommit::id));

        List<String> read = new ArrayList<>();
        HybridTime clock = HybridTime.ZERO;
        String id = "";
        while (true) {
            List<StoredCommit> page = log.commits(tenant, clock, id, 3);
            if (page.isEmpty()) {
                break;
            }
            page.forEach(commit -> read.add(commit.id()));
            clock = page.getLast().clock();
            id = page.getLast().id();
        }

        assertThat(read)
                .containsExactlyElementsOf(commits.stream().map(NewCommit::id).toList());
    }

    @Test
    void snapshots_are_kept_by_state_version() {
        StreamId stream = aStream(aTenant());
        assertThat(log.snapshot(stream, 1)).isEmpty();
        log.keepSnapshot(new Snapshot(stream, 4, 1, Samples.now(), new byte[] {1}));
        Snapshot newer = new Snapshot(stream, 9, 1, Samples.now(), new byte[] {2});
        log.keepSnapshot(newer);

        assertThat(log.snapshot(stream, 1).orElseThrow())
                .usingRecursiveComparison()
                .isEqualTo(newer);
        assertThat(log.snapshot(stream, 2)).isEmpty();
    }

    @Test
    void no_query_examines_more_than_it_returns() {
        TenantId tenant = aTenant();
        StreamId stream = aStream(tenant);
        for (int i = 0; i < 50; i++) {
            stored(aCommit(anEvent(stream, i)));
        }
        stored(taking(aCommit(anEvent(stream, 50)), "slug", "inn"));
        long scans = TestStore.scans();

        assertExamined(10, () -> log.stream(stream, 20, 10));
        assertExamined(1, () -> log.advanced(tenant, List.of(new Basis(stream, 3), new Basis(aStream(tenant), 8))));
        assertExamined(1, () -> log.holder(tenant, "slug", "inn"));
        assertExamined(7, () -> log.commits(tenant, HybridTime.ZERO, "", 7));
        assertExamined(1, () -> log.append(aCommit(anEvent(stream, 0))));
        HybridTime before = Samples.now();
        stored(aCommit(aControlEvent(stream, 51)));
        assertExamined(1, () -> log.controlOf("default").control(before, _ -> {}));
        // Besides this node's own, the register may hold those of tests that share the database.
        assertExamined(3, log.controlOf("default")::settled);
        assertThat(TestStore.scans()).isEqualTo(scans);
    }

    @Test
    void no_query_of_the_committer_or_a_takeover_examines_more_than_it_returns() {
        TenantId tenant = aTenant();
        StreamId stream = aStream(tenant);
        Position first = stored(aCommit(anEvent(stream, 0)));
        for (int i = 1; i < 30; i++) {
            stored(aCommit(anEvent(stream, i)));
        }
        WriterEpoch writer = new WriterEpoch(first.writer(), first.epoch());
        long from = first.counter();
        CommitStore store = new CommitStore(node.cells.of(tenant));
        long scans = TestStore.scans();

        assertThat(store.numbered(writer, from, from + 10)).hasSize(10);
        assertExamined(10, () -> store.numbered(writer, from, from + 10));
        assertExamined(0, () -> store.numbered(new WriterEpoch(first.writer(), 9), 1, Numbering.WINDOW));
        List<String> slots = List.of(Slots.writer(writer, from), stream.slot(7), stream.slot(99));
        assertThat(store.withSlots(slots)).hasSize(2);
        assertExamined(2, () -> store.withSlots(slots));
        assertThat(store.holding(slots)).hasSize(2);
        assertExamined(2, () -> store.holding(slots));
        assertExamined(3, () -> log.newest(tenant, 3));
        log.keepSnapshot(new Snapshot(stream, 9, 1, Samples.now(), new byte[] {1}));
        assertExamined(1, () -> log.snapshot(stream, 1));
        assertExamined(1, () -> log.keepSnapshot(new Snapshot(stream, 19, 1, Samples.now(), new byte[] {2})));
        assertThat(TestStore.scans()).isEqualTo(scans);
    }

    @Test
    void no_query_of_the_writer_register_examines_more_than_the_writers_that_it_is_about() {
        MongoDatabase cell = TestStore.database();
        WriterRegister register = new WriterRegister(cell);
        register.createIndexes();
        HybridTime now = Samples.now();
        for (int closed = 0; closed < 20; closed++) {
            WriterEpoch gone = new WriterEpoch("gone", closed);
            register.open(gone, now);
            register.close(gone, WriterRegister.LIVE, 0);
        }
        WriterEpoch epoch = new WriterEpoch("mine", 1);
        register.open(epoch, now);
        long scans = TestStore.scans();

        assertExamined(1, () -> register.beat(epoch, 0, now, now));
        assertExamined(1, register::open);
        assertExamined(1, () -> register.stable(now));
        assertExamined(1, register::settled);
        assertExamined(1, register::confirmPrimary);
        assertExamined(1, register::majorityWrite);
        WriterRegister.Registered seen = register.open().getFirst();
        assertThat(register.take(seen, "heir")).isTrue();
        assertExamined(1, () -> register.take(seen, "heir"));
        assertThat(register.fenced(epoch, "heir")).isTrue();
        assertExamined(1, () -> register.fenced(epoch, "heir"));
        assertThat(register.holdOn(epoch, "heir", 0)).isTrue();
        assertExamined(1, () -> register.holdOn(epoch, "heir", 0));
        assertExamined(1, () -> register.close(epoch, WriterRegister.TAKEN, 0));
        // Once in a thousand beats, over those that closed within a week.
        assertExamined(21, () -> register.forgetClosedBefore(Duration.ofDays(7)));
        assertThat(TestStore.scans()).isEqualTo(scans);
    }

    private static void assertExamined(int most, Runnable query) {
        // The node's own heartbeats look at the few documents of their register in between: the least of three counts.
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            long before = TestStore.examined();
            query.run();
            least = Math.min(least, TestStore.examined() - before);
        }
        assertThat(least).isBetween(0L, (long) most);
    }

    @Test
    void control_commits_of_every_tenant_are_found_by_their_clock_and_others_are_not() {
        NewCommit early = aCommit(aControlEvent(aStream(aTenant()), 0));
        NewCommit ordinary = aCommit(anEvent(aStream(aTenant()), 0));
        TenantId tenant = aTenant();
        NewCommit late = aCommit(anEvent(aStream(tenant), 0), aControlEvent(aStream(tenant), 0));
        stored(early);
        stored(ordinary);
        stored(late);

        assertThat(control(early.clock())).contains(late.id()).doesNotContain(early.id(), ordinary.id());
        assertThat(control(new HybridTime(early.clock().value() - 1))).contains(early.id(), late.id());
        assertThat(control(late.clock())).isEmpty();
    }

    @Test
    void of_the_control_commits_those_that_void_are_found_apart() {
        TenantId tenant = aTenant();
        NewCommit changing = aCommit(aControlEvent(aStream(tenant), 0));
        NewCommit voiding =
                aCommit(Samples.anEventOf("grant.revoked", aStream(tenant), 0), anEvent(aStream(tenant), 0));
        stored(changing);
        stored(voiding);
        HybridTime before = new HybridTime(changing.clock().value() - 1);

        assertThat(control(before)).contains(changing.id(), voiding.id());
        List<String> found = new ArrayList<>();
        log.controlOf("default").voiding(before, commit -> found.add(commit.id()));
        assertThat(found).contains(voiding.id()).doesNotContain(changing.id());
        assertExamined(found.size(), () -> log.controlOf("default").voiding(before, _ -> {}));
        log.controlOf("default")
                .voiding(voiding.clock(), commit -> assertThat(commit.id()).isNotEqualTo(voiding.id()));
    }

    private List<String> control(HybridTime after) {
        List<String> found = new ArrayList<>();
        log.controlOf("default").control(after, commit -> found.add(commit.id()));
        return found;
    }

    @Test
    void a_decision_from_before_the_settled_past_is_taken_again() {
        StreamId stream = aStream(aTenant());
        NewCommit late = new NewCommit(
                "late" + Samples.fresh(),
                stream.tenant(),
                HybridTime.atMillis(System.currentTimeMillis() - 60_000),
                List.of(anEvent(stream, 0)),
                List.of(),
                Optional.empty());

        assertThat(log.append(late)).isEqualTo(new Appended.SlotTaken(Set.of(stream)));
        assertThat(log.stream(stream, 0, 1)).isEmpty();
    }

    @Test
    void a_commit_of_two_tenants_or_of_too_many_bytes_is_a_bug() {
        StreamId mine = aStream(aTenant());
        StreamId other = aStream(aTenant());
        assertThatThrownBy(() -> log.append(aCommit(anEvent(mine, 0), anEvent(other, 0))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> log.append(aCommit(anEvent(mine, 0, "\"" + "x".repeat(1_000_000) + "\"", false))))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
