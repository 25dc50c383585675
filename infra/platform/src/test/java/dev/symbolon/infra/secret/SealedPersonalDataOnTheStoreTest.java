package dev.symbolon.infra.secret;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.event.EventId;
import dev.symbolon.core.event.Personal;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.UserId;
import dev.symbolon.infra.log.TestStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The same on the embedded store, or any MongoDB. */
final class SealedPersonalDataOnTheStoreTest extends SealedPersonalDataTest {

    @Override
    KeysInMemory open() {
        return KeysInMemory.at(TestStore.freshDatabase());
    }

    @Test
    void keys_are_made_read_destroyed_and_swept_without_reading_a_whole_collection() {
        TenantId tenant = new TenantId("inn");
        Instant now = Instant.parse("2026-03-01T12:00:00Z");
        try (KeysInMemory store = open()) {
            long scans = TestStore.scans();
            Secrets secrets = store.node();
            secrets.days().prepare();
            for (Optional<UserId> subject : List.of(Optional.of(new UserId("ada")), Optional.<UserId>empty())) {
                EventId event = new EventId("e1");
                secrets.personalData()
                        .seal(
                                new Sealing(tenant, event, subject, HybridTime.atMillis(now.toEpochMilli())),
                                "name",
                                Personal.of("Ada"));
            }
            secrets.vault().keep(tenant, "signing", new byte[] {1});
            secrets.personalData().erase(tenant, new UserId("ada"));
            secrets.days().retain(Duration.ofDays(1), now.plus(Duration.ofDays(3)));
            secrets.personalData().destroy(tenant);
            store.node();

            assertThat(TestStore.scans()).isEqualTo(scans);
        }
    }
}
