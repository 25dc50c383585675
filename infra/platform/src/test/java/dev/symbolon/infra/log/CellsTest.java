package dev.symbolon.infra.log;

import static dev.symbolon.infra.log.Samples.aCommit;
import static dev.symbolon.infra.log.Samples.aStream;
import static dev.symbolon.infra.log.Samples.aTenant;
import static dev.symbolon.infra.log.Samples.anEvent;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.event.Basis;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.stream.Position;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.log.CommitLog.Appended;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CellsTest {

    @Test
    void a_tenant_lives_in_the_cell_that_it_was_registered_with() {
        try (TestNode node = TestNode.on(TestStore.freshDatabase(), Map.of("north", TestStore.freshDatabase()))) {
            TenantId tenant = aTenant();
            StreamId registration = StreamId.of(TenantId.SYSTEM, StreamType.REGISTRATION, tenant);
            assertThat(node.cells.nameOf(tenant)).isEqualTo("default");
            node.log.append(aCommit(anEvent(
                    registration,
                    0,
                    "{\"id\":\"" + Samples.fresh() + "\",\"data\":{\"registered\":\"" + tenant.value()
                            + "\",\"cell\":\"north\"}}",
                    false)));

            StreamId stream = aStream(tenant);
            Position position = ((Appended.Stored) node.log.append(aCommit(anEvent(stream, 0)))).position();

            assertThat(node.cells.nameOf(tenant)).isEqualTo("north");
            assertThat(node.cells.byName().get("north").getCollection("commits").countDocuments())
                    .isEqualTo(1);
            assertThat(node.log.stream(stream, 0, 10))
                    .singleElement()
                    .satisfies(event -> assertThat(event.position()).isEqualTo(position));
            assertThat(node.log.commits(tenant, HybridTime.ZERO, "", 10)).hasSize(1);
            assertThat(node.log.advanced(tenant, List.of(new Basis(stream, -1), new Basis(registration, -1))))
                    .containsExactlyInAnyOrder(stream, registration);
            assertThat(node.cells.keys().getName())
                    .isEqualTo(node.cells.all().getFirst().getName() + "_keys");
        }
    }
}
