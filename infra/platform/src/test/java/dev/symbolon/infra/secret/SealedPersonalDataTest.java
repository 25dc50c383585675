package dev.symbolon.infra.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symbolon.core.event.EventId;
import dev.symbolon.core.event.Personal;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SealedPersonalDataTest {

    private static final TenantId TENANT = new TenantId("hotel");
    private static final UserId GUEST = new UserId("guest");
    private static final EventId EVENT = new EventId("e1");
    private static final HybridTime CLOCK =
            HybridTime.atMillis(Instant.parse("2025-11-22T23:59:59Z").toEpochMilli());

    private final KeysInMemory keys = open();
    private final AtomicLong nanos = new AtomicLong();
    private final SealedPersonalData one =
            keys.node(new SecureBytes(), nanos::get).personalData();
    private final SealedPersonalData other =
            keys.node(new SecureBytes(), nanos::get).personalData();

    KeysInMemory open() {
        return new KeysInMemory();
    }

    @AfterEach
    void stop() {
        keys.close();
    }

    @Test
    void what_one_node_seals_another_opens() {
        assertThat(other.open(TENANT, sealed(one, "Ada"))).contains("Ada");
    }

    @Test
    void equal_values_are_sealed_differently() {
        assertThat(sealed(one, "Ada")).isNotEqualTo(sealed(one, "Ada"));
    }

    @Test
    void an_erased_subject_opens_nowhere_once_caches_have_expired() {
        Personal.Sealed value = sealed(one, "Ada");
        assertThat(other.open(TENANT, value)).contains("Ada");

        one.erase(TENANT, GUEST);

        assertThat(one.open(TENANT, value)).isEmpty();
        nanos.addAndGet(Duration.ofSeconds(59).toNanos());
        assertThat(other.open(TENANT, value)).as("not heard of yet").contains("Ada");
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(other.open(TENANT, value)).isEmpty();
    }

    @Test
    void reading_a_key_often_does_not_keep_it_cached() {
        Personal.Sealed value = sealed(one, "Ada");
        other.open(TENANT, value);
        one.erase(TENANT, GUEST);
        for (int second = 1; second < 60; second++) {
            nanos.addAndGet(Duration.ofSeconds(1).toNanos());
            other.open(TENANT, value);
        }
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());

        assertThat(other.open(TENANT, value)).isEmpty();
    }

    @Test
    void a_node_that_hears_of_an_erasure_forgets_at_once() {
        Personal.Sealed value = sealed(one, "Ada");
        other.open(TENANT, value);
        one.erase(TENANT, GUEST);

        other.forget(TENANT, GUEST);

        assertThat(other.open(TENANT, value)).isEmpty();
    }

    @Test
    void a_key_is_never_made_again_after_its_tombstone() {
        one.erase(TENANT, GUEST);
        one.erase(TENANT, GUEST);

        assertThatThrownBy(() -> sealed(one, "Ada")).isInstanceOf(SubjectErasedException.class);
        assertThatThrownBy(() -> sealed(other, "Ada")).isInstanceOf(SubjectErasedException.class);
        assertThat(stored("hotel/subject/guest")).doesNotContainKey("wrapped").containsKey("destroyedAt");
    }

    @Test
    void whoever_seals_while_a_subject_is_erased_leaves_nothing_that_opens() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < 40; round++) {
                UserId user = new UserId("guest-" + round);
                SealedPersonalData fresh = keys.node().personalData();
                List<Callable<Optional<Personal.Sealed>>> race = new ArrayList<>();
                for (SealedPersonalData node : List.of(one, other, fresh, one, other)) {
                    race.add(() -> attempt(node, user));
                }
                race.add(2, () -> {
                    one.erase(TENANT, user);
                    return Optional.empty();
                });
                List<Personal.Sealed> written = new ArrayList<>();
                for (Future<Optional<Personal.Sealed>> result : threads.invokeAll(race)) {
                    result.get().ifPresent(written::add);
                }

                assertThat(stored("hotel/subject/" + user.value())).doesNotContainKey("wrapped");
                assertThat(attempt(keys.node().personalData(), user)).isEmpty();
                assertThat(written)
                        .allSatisfy(value -> assertThat(one.open(TENANT, value)).isEmpty());
                assertThat(written)
                        .allSatisfy(
                                value -> assertThat(keys.node().personalData().open(TENANT, value))
                                        .isEmpty());
            }
        }
    }

    @Test
    void racing_creators_of_a_key_all_use_the_one_that_landed() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Personal.Sealed>> race = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                SealedPersonalData node = keys.node().personalData();
                race.add(() -> sealed(node, "Ada"));
            }
            SealedPersonalData judge = keys.node().personalData();
            for (Future<Personal.Sealed> result : threads.invokeAll(race)) {
                assertThat(judge.open(TENANT, result.get())).contains("Ada");
            }
        }
    }

    @Test
    void without_a_subject_the_key_of_the_day_seals_and_is_gone_when_removed() {
        Personal.Sealed value = sealed(one, Optional.empty(), "192.0.2.7");
        assertThat(value.ciphertext()).startsWith("p1.day/2025-11-22.");
        assertThat(other.open(TENANT, value)).contains("192.0.2.7");

        keys.database().getCollection("keys").deleteOne(new Document("_id", "hotel/day/2025-11-22"));

        assertThat(keys.node().personalData().open(TENANT, value)).isEmpty();
    }

    @Test
    void a_lost_key_is_no_erasure() {
        Personal.Sealed value = sealed(one, "Ada");
        keys.database().getCollection("keys").deleteOne(new Document("_id", "hotel/subject/guest"));

        assertThatThrownBy(() -> keys.node().personalData().open(TENANT, value))
                .isInstanceOf(UnreadableSecretException.class)
                .hasMessageContaining("hotel/subject/guest");
    }

    @Test
    void an_altered_or_malformed_value_is_loud() {
        String text = sealed(one, "Ada").ciphertext();
        for (int i = 0; i < text.length(); i++) {
            String altered = text.substring(0, i) + (text.charAt(i) == 'A' ? 'B' : 'A') + text.substring(i + 1);
            assertThatThrownBy(() -> one.open(TENANT, new Personal.Sealed(altered, "e1/name")))
                    .as(altered)
                    .isInstanceOf(UnreadableSecretException.class);
        }
        for (String malformed :
                List.of("", "p1", "p1.", "p1..", "p2.subject/guest.AAAA", "p1.vault/x.AAAA", "p1.subject/.A")) {
            assertThatThrownBy(() -> one.open(TENANT, new Personal.Sealed(malformed, "e1/name")))
                    .isInstanceOf(UnreadableSecretException.class);
        }
    }

    @Test
    void a_key_moved_under_another_name_does_not_unwrap() {
        Personal.Sealed value = sealed(one, "Ada");
        Document moved = stored("hotel/subject/guest");
        moved.put("_id", "hotel/subject/other");
        keys.database().getCollection("keys").insertOne(moved);

        assertThatThrownBy(() -> keys.node()
                        .personalData()
                        .open(
                                TENANT,
                                new Personal.Sealed(value.ciphertext().replace("guest", "other"), value.context())))
                .isInstanceOf(UnreadableSecretException.class);
    }

    @Test
    void another_master_key_is_told_clearly() {
        Personal.Sealed value = sealed(one, "Ada");
        SealedPersonalData stranger = Secrets.over(
                        keys.cells(),
                        FileMasterKey.of(new byte[32], new SecureBytes()),
                        new SecureBytes(),
                        System::nanoTime)
                .personalData();

        assertThatThrownBy(() -> stranger.open(TENANT, value))
                .isInstanceOf(UnreadableSecretException.class)
                .hasMessageMatching(
                        "key hotel/tenant/1 was wrapped by key [0-9a-f]{16}, but the one at hand is [0-9a-f]{16}");
    }

    @Test
    void blind_indexes_agree_between_nodes_and_differ_by_tenant_kind_and_value() {
        String index = one.blindIndex(TENANT, "login", "ada");

        assertThat(other.blindIndex(TENANT, "login", "ada")).isEqualTo(index);
        assertThat(List.of(
                        one.blindIndex(TENANT, "login", "adb"),
                        one.blindIndex(TENANT, "logi", "nada"),
                        one.blindIndex(TENANT, "email", "ada"),
                        one.blindIndex(new TenantId("inn"), "login", "ada")))
                .doesNotContain(index)
                .doesNotHaveDuplicates();
    }

    @Test
    void keys_are_written_to_a_journaled_majority_and_read_by_id_from_one() {
        sealed(one, "Ada");
        one.erase(TENANT, GUEST);

        assertThat(keys.commands())
                .filteredOn(command -> command.containsKey("insert") || command.containsKey("update"))
                .hasSizeGreaterThanOrEqualTo(3)
                .allSatisfy(command -> assertThat(
                                command.getDocument("writeConcern").toJson())
                        .contains("\"majority\"", "\"j\": true"));
        assertThat(keys.commands())
                .filteredOn(command -> command.containsKey("find"))
                .isNotEmpty()
                .allSatisfy(command ->
                        assertThat(command.getDocument("filter").keySet()).containsExactly("_id"))
                .allSatisfy(command ->
                        assertThat(command.getDocument("readConcern").toJson()).contains("majority"));
    }

    @Test
    void no_key_and_nothing_clear_is_stored() {
        sealed(one, "Ada");
        assertThat(keys.database().getCollection("keys").find())
                .isNotEmpty()
                .allSatisfy(document -> assertThat(document.getString("wrapped"))
                        .startsWith("w1.")
                        .hasSizeGreaterThan(80));
    }

    private static Optional<Personal.Sealed> attempt(SealedPersonalData node, UserId user) {
        try {
            return Optional.of(sealed(node, Optional.of(user), "Ada"));
        } catch (SubjectErasedException _) {
            return Optional.empty();
        }
    }

    private static Personal.Sealed sealed(SealedPersonalData node, String clear) {
        return sealed(node, Optional.of(GUEST), clear);
    }

    private static Personal.Sealed sealed(SealedPersonalData node, Optional<UserId> subject, String clear) {
        Sealing sealing = new Sealing(TENANT, EVENT, subject, CLOCK);
        return new Personal.Sealed(node.seal(sealing, "name", Personal.of(clear)), Sealing.context(EVENT, "name"));
    }

    private Document stored(String id) {
        return keys.database()
                .getCollection("keys")
                .find(new Document("_id", id))
                .first();
    }
}
