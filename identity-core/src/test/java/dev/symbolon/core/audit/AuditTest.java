package dev.symbolon.core.audit;

import static dev.symbolon.core.sample.Samples.NOON;
import static dev.symbolon.core.sample.Samples.TENANT;

import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.event.AuditPolicyEvent;
import dev.symbolon.core.event.AuditReadingEvent;
import dev.symbolon.core.event.Personal;
import dev.symbolon.core.sample.Fixtures;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditTest {

    private static final AuditReadingId READING = new AuditReadingId("reading1");
    private static final Personal ADDRESS = Personal.of("192.0.2.7");

    @Test
    void a_reading_is_written_down_once() {
        AuditReadingEvent opened =
                new AuditReadingEvent.Opened(TENANT, READING, "pages", List.of("client"), ADDRESS, NOON);
        Fixtures.of(AuditReadings.class)
                .givenNoPriorActivity()
                .when(read(1))
                .expectResultMessagePayload(new Outcome.Done())
                .expectEvents(opened);
        Fixtures.of(AuditReadings.class)
                .given(opened)
                .when(read(1))
                .expectResultMessagePayload(new Outcome.Unchanged())
                .expectNoEvents();
    }

    @Test
    void a_reading_with_more_filters_than_there_are_is_refused() {
        Fixtures.of(AuditReadings.class)
                .givenNoPriorActivity()
                .when(read(21))
                .expectResultMessagePayload(new Outcome.Refused("too-many-filters"))
                .expectNoEvents();
    }

    @Test
    void a_policy_is_set_whole_and_the_same_one_changes_nothing() {
        AuditPolicy year = days(365);
        Fixtures.of(AuditPolicies.class)
                .givenNoPriorActivity()
                .when(new AuditPolicyCommand(TENANT, year, NOON))
                .expectEvents(new AuditPolicyEvent.Changed(TENANT, year, NOON));
        Fixtures.of(AuditPolicies.class)
                .given(new AuditPolicyEvent.Changed(TENANT, year, NOON))
                .when(new AuditPolicyCommand(TENANT, year, NOON))
                .expectResultMessagePayload(new Outcome.Unchanged());
        Fixtures.of(AuditPolicies.class)
                .givenNoPriorActivity()
                .when(new AuditPolicyCommand(TENANT, AuditPolicy.STANDARD, NOON))
                .expectResultMessagePayload(new Outcome.Unchanged());
        Fixtures.of(AuditPolicies.class)
                .given(new AuditPolicyEvent.Changed(TENANT, year, NOON))
                .when(new AuditPolicyCommand(TENANT, AuditPolicy.STANDARD, NOON))
                .expectEvents(new AuditPolicyEvent.Changed(TENANT, AuditPolicy.STANDARD, NOON));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 29, 36_501})
    void a_retention_that_hides_a_late_find_or_never_ends_is_refused(long days) {
        Fixtures.of(AuditPolicies.class)
                .givenNoPriorActivity()
                .when(new AuditPolicyCommand(TENANT, days(days), NOON))
                .expectResultMessagePayload(new Outcome.Refused("audit-retention"))
                .expectNoEvents();
    }

    private static AuditPolicy days(long days) {
        return new AuditPolicy(Optional.of(Duration.ofDays(days)));
    }

    private static AuditReadingCommand read(int filters) {
        return new AuditReadingCommand(TENANT, READING, "pages", Collections.nCopies(filters, "client"), ADDRESS, NOON);
    }
}
