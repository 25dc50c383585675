package dev.symbolon.core.refusal;

import static dev.symbolon.core.sample.Samples.NOON;
import static dev.symbolon.core.sample.Samples.TENANT;

import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.event.Personal;
import dev.symbolon.core.event.RefusalEvent;
import dev.symbolon.core.sample.Fixtures;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalsTest {

    private static final RefusalBatchId BATCH = new RefusalBatchId("29549520~node-1~unknown-client");
    private static final RefusalEvent.Sample SAMPLE = new RefusalEvent.Sample(
            "authorize",
            Optional.of("nobody"),
            Optional.empty(),
            Personal.of("192.0.2.7"),
            NOON,
            "0c4e6g8j0k2m4n6p8q0r2s4t6v");

    private final FixtureConfiguration<Refusals> fixture = Fixtures.of(Refusals.class);

    @Test
    void a_minutes_refusals_are_one_event() {
        fixture.givenNoPriorActivity()
                .when(gather(1_000_000, 20))
                .expectResultMessagePayload(new Outcome.Done())
                .expectEvents(gathered(1_000_000, 20));
    }

    @Test
    void a_batch_is_written_once() {
        fixture.given(gathered(2, 1))
                .when(gather(2, 1))
                .expectResultMessagePayload(new Outcome.Unchanged())
                .expectNoEvents();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, nothing-gathered",
        "-1, 0, nothing-gathered",
        "1, 2, too-many-samples",
        "99, 21, too-many-samples"
    })
    void a_batch_that_makes_no_sense_is_refused(long count, int samples, String reason) {
        fixture.givenNoPriorActivity()
                .when(gather(count, samples))
                .expectResultMessagePayload(new Outcome.Refused(reason))
                .expectNoEvents();
    }

    private static RefusalCommand gather(long count, int samples) {
        return new RefusalCommand(TENANT, BATCH, "unknown-client", NOON, count, samples(samples), NOON);
    }

    private static RefusalEvent gathered(long count, int samples) {
        return new RefusalEvent.Gathered(TENANT, BATCH, "unknown-client", NOON, count, samples(samples), NOON);
    }

    private static List<RefusalEvent.Sample> samples(int count) {
        return Collections.nCopies(count, SAMPLE);
    }
}
