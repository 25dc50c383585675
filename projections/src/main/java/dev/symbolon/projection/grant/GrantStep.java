package dev.symbolon.projection.grant;

import dev.symbolon.core.event.AuthorizationEvent;
import dev.symbolon.core.event.DeviceEvent;
import dev.symbolon.core.event.DomainEvent;
import dev.symbolon.core.event.RecordedEvent;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One event in the life of a grant.
 *
 * @param facts    what the event says, by short names: scopes, codes' times, token ids; never a secret
 * @param because  what the decision had read, and who had brought that about
 * @param messages what it looked like between those who took part
 */
public record GrantStep(
        long clock,
        Instant time,
        String event,
        String type,
        String summary,
        String stream,
        long sequence,
        String actor,
        Optional<String> actorId,
        Optional<String> reason,
        String correlation,
        Map<String, String> facts,
        List<Ground> because,
        List<Message> messages) {

    /**
     * The canonical order across commits. Within one commit, whose events share their clock, as it happened: who agrees
     * does so after asking and before the approval, and tokens come last.
     */
    static final Comparator<RecordedEvent> AS_IT_HAPPENED = Comparator.<RecordedEvent>comparingLong(
                    event -> event.envelope().clock().value())
            .thenComparing(RecordedEvent::commitId)
            .thenComparingInt(event -> place(event.event()))
            .thenComparing(event -> event.envelope().stream().toString())
            .thenComparingLong(event -> event.envelope().sequence());

    private static int place(DomainEvent event) {
        return switch (event.streamType()) {
            case REGISTRATION,
                    TENANT,
                    SIGNING_KEYS,
                    RESOURCE,
                    CLIENT,
                    USER,
                    CREDENTIAL,
                    SESSION,
                    REFUSALS,
                    ROLE,
                    GROUP,
                    ASSIGNMENTS,
                    INVITATION,
                    PROVIDER,
                    AUDIT_POLICY,
                    AUDIT_READING -> 0;
            case AUTHORIZATION ->
                event instanceof AuthorizationEvent.Requested || event instanceof AuthorizationEvent.SignedIn ? 1 : 3;
            case DEVICE -> event instanceof DeviceEvent.Requested ? 1 : 3;
            case CONSENT -> 2;
            case GRANT -> 4;
        };
    }
}
