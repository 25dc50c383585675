package dev.symbolon.projection.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.event.RefusalEvent;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.tenant.TenantId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

final class RefusalsTest {
    @Test
    void whoever_is_let_in_nowhere_is_counted_with_the_address_and_nothing_that_was_sent() {
        List<RefusalEvent.Sample> seen = new ArrayList<>();
        Refusals refusals = new Refusals(
                (tenant, code, sample) -> {
                    assertThat(tenant).isEqualTo(TenantId.SYSTEM);
                    assertThat(code).isEqualTo("auditor-token");
                    seen.add(sample);
                },
                () -> HybridTime.atMillis(1));
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.addHeader("Authorization", "Bearer wrong");
        refusals.unknown(request, "audit-api");
        assertThat(seen).singleElement().satisfies(sample -> {
            assertThat(sample.endpoint()).isEqualTo("audit-api");
            assertThat(sample.toString()).doesNotContain("wrong");
        });
    }
}
