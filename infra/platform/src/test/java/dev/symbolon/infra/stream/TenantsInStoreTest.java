package dev.symbolon.infra.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import com.mongodb.MongoException;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.log.CutProxy;
import dev.symbolon.infra.log.SaidToOperators;
import dev.symbolon.infra.log.TestStore;
import dev.symbolon.infra.mongo.MongoCells;
import dev.symbolon.ports.log.TenantsInTurn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** The tenants of all cells, of which one may not answer. */
final class TenantsInStoreTest {

    @Test
    void who_is_in_a_cell_that_is_away_is_left_out_unless_nobody_may_be() throws IOException {
        String north = TestStore.freshDatabase();
        try (CutProxy toNorth = new CutProxy(TestStore.port());
                MongoCells cells = MongoCells.open(
                        TestStore.freshDatabase(), Map.of("north", TestStore.through(toNorth.port(), north)))) {
            tenantsIn(cells, "default", "a", "c", "e");
            tenantsIn(cells, "north", "b", "d");
            TenantsInStore tenants = new TenantsInStore(cells);
            assertThat(after(tenants, Optional.empty(), 3)).containsExactly("a", "b", "c");
            assertThat(after(tenants, Optional.of("c"), 3)).containsExactly("d", "e");

            try (SaidToOperators lines = new SaidToOperators()) {
                toNorth.goAway();
                assertThat(after(tenants, Optional.empty(), 2)).containsExactly("a", "c");
                assertThat(after(tenants, Optional.of("c"), 2)).containsExactly("e");
                assertThat(new TenantsInTurn(tenants).next())
                        .extracting(TenantId::value)
                        .containsExactly("a", "c", "e");
                assertThat(lines.since(Level.WARN))
                        .singleElement()
                        .satisfies(line -> assertThat(line).contains("cell north"));
            }
            assertThatThrownBy(() -> tenants.whileEach(_ -> true))
                    .as("who has to come to all of them is told")
                    .isInstanceOf(MongoException.class);

            toNorth.comeBack();
            assertThat(after(tenants, Optional.empty(), 9)).containsExactly("a", "b", "c", "d", "e");
            List<String> met = new ArrayList<>();
            tenants.whileEach(tenant -> met.add(tenant.value()));
            assertThat(met).containsExactly("a", "b", "c", "d", "e");
        }
    }

    private static List<String> after(TenantsInStore tenants, Optional<String> last, int limit) {
        return tenants.after(last.map(TenantId::new), limit).stream()
                .map(TenantId::value)
                .toList();
    }

    private static void tenantsIn(MongoCells cells, String cell, String... tenants) {
        for (String tenant : tenants) {
            cells.byName()
                    .get(cell)
                    .getCollection("commits")
                    .insertOne(
                            new Document("_id", tenant).append("tenant", tenant).append("clock", 1L));
        }
    }
}
