package dev.symbolon.infra.secret;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.event.EventId;
import dev.symbolon.core.event.Personal;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.UserId;
import dev.symbolon.infra.log.TestStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Keys that were restored from an older copy, as a node meets them when it starts. */
class ErasuresTest {
    private static final TenantId TENANT = new TenantId("hotel");
    private static final UserId ADA = new UserId("ada");
    private static final UserId BOB = new UserId("bob");
    private static final List<String> KEY_DATABASE = List.of("keys", "erasures_carried_out");

    private final KeysInMemory keys = KeysInMemory.at(TestStore.freshDatabase());

    @AfterEach
    void close() {
        keys.close();
    }

    @Test
    void what_an_older_copy_of_the_keys_brings_back_is_destroyed_before_anybody_can_open_it() {
        Personal ada = sealed(ADA);
        Personal bob = sealed(BOB);
        node().erase(TENANT, new UserId("earlier"));
        List<List<Document>> copy = copy(KEY_DATABASE);
        node().erase(TENANT, ADA);
        restore(KEY_DATABASE, copy);
        assertThat(stored(ADA)).as("the key is back").containsKey("wrapped");

        SealedPersonalData restarted = node();

        assertThat(stored(ADA)).doesNotContainKey("wrapped").containsKey("destroyedAt");
        assertThat(restarted.open(TENANT, ada)).isEmpty();
        assertThat(restarted.open(TENANT, bob)).contains("Name of bob");
    }

    @Test
    void keys_that_were_lost_altogether_do_not_come_back_for_the_erased() {
        Personal ada = sealed(ADA);
        node().erase(TENANT, ADA);
        restore(KEY_DATABASE, List.of(List.of(), List.of()));

        assertThat(node().open(TENANT, ada)).isEmpty();
    }

    @Test
    void a_start_without_a_restore_reads_two_documents_and_writes_none() {
        for (int i = 0; i < 20; i++) {
            node().erase(TENANT, new UserId("user-" + i));
        }
        int before = keys.commands().size();

        node();

        assertThat(keys.commands().subList(before, keys.commands().size()))
                .extracting(command -> command.getFirstKey())
                .containsExactly("find", "find");
    }

    @Test
    void an_erasure_that_was_cut_off_is_carried_out_by_the_next_start() {
        Personal ada = sealed(ADA);
        new Erasures(keys.cells()).promise(TENANT, ADA);
        assertThat(stored(ADA)).containsKey("wrapped");

        assertThat(node().open(TENANT, ada)).isEmpty();
    }

    @Test
    void after_a_restore_of_the_log_later_erasures_count_again() {
        List<List<Document>> log = copy(List.of("erasures"));
        node().erase(TENANT, new UserId("one"));
        node().erase(TENANT, new UserId("two"));
        restore(List.of("erasures"), log);
        Personal ada = sealed(ADA);
        List<List<Document>> copy = copy(KEY_DATABASE);
        node().erase(TENANT, ADA);
        restore(KEY_DATABASE, copy);

        assertThat(node().open(TENANT, ada)).isEmpty();
    }

    @Test
    void erasures_on_several_nodes_at_once_are_all_known() throws Exception {
        List<SealedPersonalData> nodes = List.of(node(), node(), node());
        List<List<Document>> copy;
        List<Personal> sealed = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            sealed.add(sealed(new UserId("user-" + i)));
        }
        copy = copy(KEY_DATABASE);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Boolean>> erasing = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                UserId user = new UserId("user-" + i);
                SealedPersonalData node = nodes.get(i % 3);
                erasing.add(() -> {
                    node.erase(TENANT, user);
                    return true;
                });
            }
            for (Future<Boolean> done : threads.invokeAll(erasing)) {
                assertThat(done.get()).isTrue();
            }
        }
        restore(KEY_DATABASE, copy);

        SealedPersonalData restarted = node();
        assertThat(sealed)
                .allSatisfy(value -> assertThat(restarted.open(TENANT, value)).isEmpty());
    }

    private SealedPersonalData node() {
        return keys.node().personalData();
    }

    private Personal sealed(UserId user) {
        EventId event = new EventId("event-of-" + user.value());
        Sealing sealing = new Sealing(TENANT, event, Optional.of(user), HybridTime.ZERO);
        return new Personal.Sealed(
                node().seal(sealing, "name", Personal.of("Name of " + user.value())), Sealing.context(event, "name"));
    }

    private Document stored(UserId user) {
        return Optional.ofNullable(keys.database()
                        .getCollection("keys")
                        .find(new Document("_id", "hotel/subject/" + user.value()))
                        .first())
                .orElseThrow();
    }

    private List<List<Document>> copy(List<String> collections) {
        return collections.stream()
                .map(name -> keys.database().getCollection(name).find().into(new ArrayList<>()))
                .map(List::copyOf)
                .toList();
    }

    private void restore(List<String> collections, List<List<Document>> copies) {
        for (int i = 0; i < collections.size(); i++) {
            var collection = keys.database().getCollection(collections.get(i));
            collection.deleteMany(new Document());
            if (!copies.get(i).isEmpty()) {
                collection.insertMany(copies.get(i));
            }
        }
    }
}
