package dev.symbolon.infra.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.event.DomainEvent;
import dev.symbolon.core.event.EventCatalogue;
import dev.symbolon.infra.serialization.SampleEvents;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * While the control view is fresh, what a node remembers counts: so it must hear of every event that changes it. An event
 * which isn't sent to all nodes has a reason why nobody is wrong without it, and stands here.
 */
class HeardEventsTest {
    /** They begin their stream. That there is none is never remembered as current: the store is asked. */
    private static final Set<String> BEGINNINGS = Set.of(
            "tenant.registered",
            "resource.registered",
            "user.registered",
            "role.defined",
            "group.defined",
            "invitation.created",
            "session.started",
            "audit-reading.opened");

    /** What they change is decided by a commit on their own stream, which a node that is behind loses and repeats. */
    private static final Map<String, String> HARMLESS = Map.of(
            "session.used", "a state behind says only that the session was idle for longer",
            "session.client-joined", "who has to be told is read by the commit that ends the session",
            "session.client-notified", "noted once, by the commit that notes it",
            "session.signed-out", "with session.ended, in one commit",
            "credential.password-accepted", "how long to wait is decided by the commit that signs in",
            "credential.password-refused", "how long to wait is decided by the commit that signs in",
            "refusal.gathered", "each node has streams of its own for these");

    @Test
    void whatever_changes_a_state_that_is_remembered_is_heard_by_every_node() {
        Set<String> unheard = EventCatalogue.entries().stream()
                .filter(entry -> !entry.control())
                .map(EventCatalogue.Entry::name)
                .filter(name ->
                        !Verifier.SPENDING.contains(sample(name).stream().type()))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> known = new TreeSet<>(BEGINNINGS);
        known.addAll(HARMLESS.keySet());
        assertThat(unheard).isEqualTo(known);
    }

    private static DomainEvent sample(String name) {
        return SampleEvents.BY_NAME.get(name);
    }
}
