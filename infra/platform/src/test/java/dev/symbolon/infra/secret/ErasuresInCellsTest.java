package dev.symbolon.infra.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import dev.symbolon.core.event.EventId;
import dev.symbolon.core.event.Personal;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.UserId;
import dev.symbolon.infra.log.Await;
import dev.symbolon.infra.log.CutProxy;
import dev.symbolon.infra.log.TestNode;
import dev.symbolon.infra.log.TestStore;
import dev.symbolon.infra.mongo.Cells;
import dev.symbolon.infra.mongo.MongoCells;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Erasures of people whose tenants live in two cells, while their keys are in one place. */
class ErasuresInCellsTest {
    private static final UserId ADA = new UserId("ada");
    private static final UserId BOB = new UserId("bob");

    private final String home = TestStore.freshDatabase();
    private final String northern = TestStore.freshDatabase();
    private final TestNode log = TestNode.on(home, Map.of("north", northern));
    private final TenantId north = log.tenantIn("north");
    private final TenantId south = log.tenantIn("default");

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void an_erasure_is_noted_in_the_cell_of_its_tenant_and_carried_out_again_when_older_keys_are_restored() {
        List<TenantId> tenants = List.of(north, south);
        List<Personal> erased = new ArrayList<>();
        List<Personal> kept = new ArrayList<>();
        tenants.forEach(tenant -> erased.add(sealed(tenant, ADA)));
        tenants.forEach(tenant -> kept.add(sealed(tenant, BOB)));
        // One before: the two journals count apart.
        node().erase(south, new UserId("earlier"));
        List<Document> copy = keys().find().into(new ArrayList<>());
        List<Document> marks = marks().find().into(new ArrayList<>());

        tenants.forEach(tenant -> node().erase(tenant, ADA));
        assertThat(noted("north")).containsExactly(north.value());
        assertThat(noted("default")).containsExactly(south.value(), south.value());
        assertThat(marks().find().into(new ArrayList<>()))
                .extracting(mark -> mark.getString("_id") + " " + mark.getLong("carriedOut"))
                .containsExactlyInAnyOrder("north 1", "default 2");

        restore(keys(), copy);
        restore(marks(), marks);
        SealedPersonalData restarted = node();
        for (int i = 0; i < tenants.size(); i++) {
            assertThat(restarted.open(tenants.get(i), erased.get(i))).isEmpty();
            assertThat(restarted.open(tenants.get(i), kept.get(i))).contains("Name of bob");
        }
    }

    @Test
    void keys_of_a_cell_that_is_away_at_a_start_are_given_to_nobody_until_its_erased_are_known() throws Exception {
        Personal ada = sealed(north, ADA);
        Personal bob = sealed(north, BOB);
        Personal southern = sealed(south, BOB);
        secrets(log.cells).vault().keep(north, "signing-key", new byte[] {1, 2, 3});
        node().erase(north, new UserId("earlier"));
        List<Document> copy = keys().find().into(new ArrayList<>());
        List<Document> marks = marks().find().into(new ArrayList<>());
        node().erase(north, ADA);
        restore(keys(), copy);
        restore(marks(), marks);

        try (CutProxy toNorth = new CutProxy(TestStore.port())) {
            toNorth.goAway();
            try (MongoCells cells =
                            MongoCells.open(home, Map.of("north", TestStore.through(toNorth.port(), northern)));
                    Secrets secrets = secrets(cells)) {
                SealedPersonalData node = secrets.personalData();
                assertThat(node.open(south, southern)).contains("Name of bob");
                for (Personal value : List.of(ada, bob)) {
                    assertThatThrownBy(() -> node.open(north, value)).isInstanceOf(KeysUnavailableException.class);
                }
                assertThatThrownBy(() -> secrets.vault().fetch(north, "signing-key"))
                        .isInstanceOf(KeysUnavailableException.class);

                toNorth.comeBack();
                Await.until("known", () -> {
                    try {
                        return node.open(north, bob).isPresent();
                    } catch (KeysUnavailableException _) {
                        return false;
                    }
                });
                assertThat(node.open(north, ada)).isEmpty();
                assertThat(secrets.vault().fetch(north, "signing-key")).contains(new byte[] {1, 2, 3});
            }
        }
    }

    @Test
    void keys_of_a_tenant_whose_cell_this_node_has_no_setting_for_are_given_to_nobody() {
        Personal ada = sealed(north, ADA);
        try (MongoCells cells = MongoCells.open(home, Map.of());
                Secrets secrets = secrets(cells)) {
            assertThatThrownBy(() -> secrets.personalData().open(north, ada))
                    .isInstanceOf(KeysUnavailableException.class);
        }
    }

    private SealedPersonalData node() {
        return secrets(log.cells).personalData();
    }

    private static Secrets secrets(Cells cells) {
        SecureBytes randomness = new SecureBytes();
        return Secrets.over(cells, KeysInMemory.masterKey(randomness), randomness, System::nanoTime);
    }

    private Personal sealed(TenantId tenant, UserId user) {
        EventId event = new EventId("event-of-" + user.value());
        Sealing sealing = new Sealing(tenant, event, Optional.of(user), HybridTime.ZERO);
        return new Personal.Sealed(
                node().seal(sealing, "name", Personal.of("Name of " + user.value())), Sealing.context(event, "name"));
    }

    private List<String> noted(String cell) {
        MongoDatabase database = Objects.requireNonNull(log.cells.byName().get(cell));
        return database.getCollection("erasures")
                .find(new Document("_id", new Document("$gt", 0L)))
                .map(note -> note.getString("tenant"))
                .into(new ArrayList<>());
    }

    private MongoCollection<Document> keys() {
        return log.cells.keys().getCollection("keys");
    }

    private MongoCollection<Document> marks() {
        return log.cells.keys().getCollection("erasures_carried_out");
    }

    private static void restore(MongoCollection<Document> collection, List<Document> copy) {
        collection.deleteMany(new Document());
        collection.insertMany(copy);
    }
}
