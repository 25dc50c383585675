package dev.symbolon.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.log.CutProxy;
import dev.symbolon.infra.log.TestStore;
import java.io.IOException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A service whose second cell is away when it starts. */
final class CellAwayTest {
    @Test
    void the_other_tenants_are_audited_and_those_when_it_is_back() throws IOException {
        String home = TestStore.freshDatabase();
        try (CutProxy toWest = new CutProxy(TestStore.port())) {
            String west = "west=" + TestStore.through(toWest.port(), TestStore.freshDatabase());
            TenantId here;
            TenantId there;
            try (RunningAudit before = RunningAudit.apart("audit-of-two-cells", home, west)) {
                here = before.aTenant();
                there = before.aTenantIn("west");
                audited(before, here);
                audited(before, there);
            }
            toWest.goAway();
            try (RunningAudit late = RunningAudit.apart("audit-of-two-cells", home, west)) {
                audited(late, here);
                assertThat(late.get(there, "/events").statusCode()).isEqualTo(503);
                TenantId more = late.aTenant();
                audited(late, more);

                toWest.comeBack();
                audited(late, there);
            }
        }
    }

    private static void audited(RunningAudit audit, TenantId tenant) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
            var answer = audit.get(tenant, "/events");
            return answer.statusCode() == 200 && answer.body().contains("tenant.onboarded");
        });
    }
}
