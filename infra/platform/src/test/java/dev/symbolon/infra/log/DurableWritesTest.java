package dev.symbolon.infra.log;

import static dev.symbolon.infra.log.Samples.aCommit;
import static dev.symbolon.infra.log.Samples.aStream;
import static dev.symbolon.infra.log.Samples.aTenant;
import static dev.symbolon.infra.log.Samples.anEvent;
import static dev.symbolon.infra.log.Samples.taking;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.infra.log.CommitLog.Appended;
import dev.symbolon.infra.log.CutProxy.Fate;
import dev.symbolon.infra.mongo.WatchedCell;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the log asks of its store: a test store of one node would keep everything however it is asked. */
class DurableWritesTest {
    private static final BsonDocument JOURNALED_MAJORITY =
            new BsonDocument("w", new BsonString("majority")).append("j", BsonBoolean.TRUE);
    private static final String[] WRITES = {"insert", "update", "delete", "findAndModify"};

    private CutProxy proxy;
    private WatchedCell cell;
    private MongoCommitLog log;

    @BeforeEach
    void open() {
        proxy = new CutProxy(TestStore.port());
        cell = new WatchedCell(TestStore.through(proxy.port(), TestStore.freshDatabase()));
        log = MongoCommitLog.open(
                cell,
                new LogOptions("node", Duration.ofMillis(500), new RecordingPublisher(), () -> {}),
                new SimpleMeterRegistry());
    }

    @AfterEach
    void close() throws IOException {
        proxy.fates(() -> Fate.PASS);
        log.close();
        cell.close();
        proxy.close();
    }

    private void stored(NewCommit commit) {
        assertThat(log.append(commit)).isInstanceOf(Appended.Stored.class);
    }

    /** The next insert's fate; those after it pass. */
    private void next(Fate fate) {
        List<Fate> fates = new ArrayList<>(List.of(fate));
        proxy.fates(() -> fates.isEmpty() ? Fate.PASS : fates.removeFirst());
    }

    @Test
    void commits_and_voids_are_written_to_a_journaled_majority_and_read_from_one() {
        StreamId stream = aStream(aTenant());
        stored(taking(aCommit(anEvent(stream, 0)), "login", "someone"));
        next(Fate.CUT_BEFORE);
        stored(aCommit(anEvent(stream, 1)));
        log.stream(stream, 0, 10);
        log.holder(stream.tenant(), "login", "someone");
        log.newest(stream.tenant(), 1);

        assertThat(cell.commands("commits", WRITES))
                .extracting(command -> kind(command))
                .contains("commit", "void");
        assertThat(cell.commands("commits", WRITES)).allSatisfy(DurableWritesTest::isForAJournaledMajority);
        assertThat(cell.commands("commits", "find"))
                .hasSizeGreaterThanOrEqualTo(3)
                .allSatisfy(DurableWritesTest::isOfAMajority);
    }

    private static String kind(BsonDocument insert) {
        return insert.getArray("documents")
                .getFirst()
                .asDocument()
                .getString("kind")
                .getValue();
    }

    @Test
    void the_writer_register_is_written_to_a_journaled_majority_and_read_from_one() {
        Await.until(
                "it has come in, beaten, and looked at the others",
                () -> !cell.commands("writers", "insert").isEmpty()
                        && !cell.commands("writers", "update").isEmpty()
                        && !cell.commands("writers", "find").isEmpty());
        log.controlOf("default").settled();
        log.close();

        assertThat(cell.commands("writers", "update"))
                .anyMatch(command -> command.toJson().contains("\"closed\""));
        assertThat(cell.commands("writers", WRITES)).allSatisfy(DurableWritesTest::isForAJournaledMajority);
        assertThat(cell.commands("writers", "find"))
                .filteredOn(command -> !asksForThePrimary(command))
                .isNotEmpty()
                .allSatisfy(DurableWritesTest::isOfAMajority);
    }

    /** A primary that the others don't follow any more still answers for some seconds, by what it believes to be a majority's. */
    @Test
    void what_was_taken_away_is_read_from_who_showed_just_before_to_be_the_primary() {
        int before = cell.commands().size();

        log.controlOf("default").control(HybridTime.ZERO, _ -> {});

        List<BsonDocument> commands =
                cell.commands().subList(before, cell.commands().size());
        BsonDocument asking = only(cell.commands("writers", "find"), DurableWritesTest::asksForThePrimary);
        assertThat(asking.getDocument("readConcern"))
                .isEqualTo(new BsonDocument("level", new BsonString("linearizable")));
        assertThat(commands)
                .containsSubsequence(asking, cell.commands("commits", "find").getLast());
    }

    private static boolean asksForThePrimary(BsonDocument find) {
        return find.getDocument("filter").getOrDefault("_id", new BsonInt32(0)).equals(new BsonString("probe"));
    }

    /** Else what the answer was lost of might be there for now only: on a primary that the others don't follow any more. */
    @Test
    void what_was_found_in_the_store_after_a_lost_answer_counts_once_a_majority_has_a_write_from_after_it() {
        StreamId stream = aStream(aTenant());
        stored(aCommit(anEvent(stream, 0)));
        int before = cell.commands().size();
        next(Fate.CUT_AFTER);

        stored(aCommit(anEvent(stream, 1)));

        List<BsonDocument> commands =
                cell.commands().subList(before, cell.commands().size());
        BsonDocument voiding = only(
                cell.commands("commits", "insert"), command -> kind(command).equals("void"));
        BsonDocument settling =
                only(cell.commands("writers", "update"), command -> id(command).equals("probe"));
        BsonDocument reading = cell.commands("commits", "find").getLast();
        assertThat(commands).containsSubsequence(voiding, settling, reading);
        assertThat(reading.getDocument("filter").keySet()).containsExactly("slots");
        isForAJournaledMajority(settling);
        isOfAMajority(reading);
    }

    private static BsonDocument only(List<BsonDocument> commands, Predicate<BsonDocument> which) {
        List<BsonDocument> found = commands.stream().filter(which).toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private static String id(BsonDocument update) {
        BsonDocument query = update.getArray("updates").getFirst().asDocument().getDocument("q");
        return query.containsKey("_id") && query.isString("_id")
                ? query.getString("_id").getValue()
                : query.toString();
    }

    @Test
    void what_is_spent_waits_or_was_shown_is_written_to_a_journaled_majority_and_read_from_one() {
        Clock clock = Clock.systemUTC();
        Instant soon = clock.instant().plusSeconds(600);
        var tenant = aTenant();
        MongoSpent spent = new MongoSpent(cell, clock);
        MongoWaiting waiting = new MongoWaiting(cell, clock);
        MongoShownSecrets shown = new MongoShownSecrets(cell, clock);
        assertThat(spent.spend(tenant, "jti", "one", soon)).isTrue();
        assertThat(spent.spend(tenant, "jti", "one", soon)).isFalse();
        assertThat(waiting.await(tenant, "device", "one", "handle", soon)).isTrue();
        assertThat(waiting.find(tenant, "device", "one")).contains("handle");
        shown.keep(tenant, "one", new byte[] {1}, soon);
        assertThat(shown.kept(tenant, "one", soon, clock.instant())).isPresent();

        for (String prefix : List.of("spent_", "waiting_", "shown_")) {
            assertThat(toCollectionsOf(prefix, "insert"))
                    .as(prefix)
                    .isNotEmpty()
                    .allSatisfy(DurableWritesTest::isForAJournaledMajority);
            assertThat(toCollectionsOf(prefix, "find"))
                    .as(prefix)
                    .isNotEmpty()
                    .allSatisfy(DurableWritesTest::isOfAMajority);
        }
    }

    private List<BsonDocument> toCollectionsOf(String prefix, String kind) {
        return cell.commands().stream()
                .filter(command -> command.getFirstKey().equals(kind)
                        && command.getString(kind).getValue().startsWith(prefix))
                .toList();
    }

    private static void isForAJournaledMajority(BsonDocument command) {
        BsonValue concern = command.getOrDefault("writeConcern", new BsonInt32(0));
        assertThat(concern).as(command.toJson()).isEqualTo(JOURNALED_MAJORITY);
    }

    private static void isOfAMajority(BsonDocument command) {
        BsonValue concern = command.getOrDefault("readConcern", new BsonInt32(0));
        assertThat(concern).as(command.toJson()).isEqualTo(new BsonDocument("level", new BsonString("majority")));
    }
}
