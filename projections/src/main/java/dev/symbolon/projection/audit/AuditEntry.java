package dev.symbolon.projection.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One event as an auditor reads it: {@link AuditRow} with what is personal opened, as far as the reader may see it.
 *
 * @param actorName   the name of the person or the client who made it necessary
 * @param subjectName the name or the login of whom it is about
 * @param clientName  what the client is called by now
 */
public record AuditEntry(
        String event,
        long clock,
        Instant time,
        String type,
        int version,
        String stream,
        long sequence,
        String actor,
        Optional<String> actorId,
        Optional<Shown> actorName,
        Optional<String> subject,
        Optional<Shown> subjectName,
        Optional<String> client,
        Optional<String> clientName,
        Optional<String> grant,
        Optional<String> session,
        Optional<String> authorization,
        AuditOutcome outcome,
        Optional<String> reason,
        Optional<Shown> address,
        String correlation,
        Optional<String> causation,
        List<String> basis,
        String digest,
        String summary) {}
