package dev.symbolon.core.tenant;

import static dev.symbolon.core.sample.Samples.NOON;
import static dev.symbolon.core.sample.Samples.TENANT;
import static dev.symbolon.core.sample.Samples.aTenant;

import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.sample.Fixtures;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrationTest {

    private final FixtureConfiguration<Registration> fixture = Fixtures.of(Registration.class);

    @Test
    void a_tenant_is_registered_with_its_slug() {
        fixture.givenNoPriorActivity()
                .when(aTenant().register())
                .expectResultMessagePayload(new Outcome.Done())
                .expectEvents(aTenant().registered());
    }

    @Test
    void registering_again_changes_nothing() {
        fixture.given(aTenant().registered())
                .when(aTenant().register())
                .expectResultMessagePayload(new Outcome.Unchanged())
                .expectNoEvents();
    }

    @Test
    void a_registered_tenant_gets_no_other_slug() {
        fixture.given(aTenant().registered())
                .when(aTenant().withSlug("other").register())
                .expectResultMessagePayload(new Outcome.Refused("already-exists"))
                .expectNoEvents();
    }

    @Test
    void a_registered_tenant_moves_to_no_other_cell() {
        fixture.given(aTenant().registered())
                .when(new TenantCommand.Register(TENANT, new Slug("grand-hotel"), "another", "Grand Hotel", NOON))
                .expectResultMessagePayload(new Outcome.Refused("already-exists"))
                .expectNoEvents();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "12345678901234567890123456789012345678901234567890"
                        + "123456789012345678901234567890123456789012345678901"
            })
    void a_name_that_cannot_be_shown_is_refused(String name) {
        fixture.givenNoPriorActivity()
                .when(new TenantCommand.Register(TENANT, new Slug("grand-hotel"), "default", name, NOON))
                .expectResultMessagePayload(new Outcome.Refused("display-name"))
                .expectNoEvents();
    }
}
