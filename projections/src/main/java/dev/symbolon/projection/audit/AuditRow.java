package dev.symbolon.projection.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One event, as the read model keeps it for those who ask what happened, to whom, by whom and why.
 *
 * @param clock   hybrid clock: the order across streams
 * @param actor   who made it necessary: {@code user}, {@code client}, {@code operator}, {@code platform}, {@code anonymous}
 * @param basis   {@code stream#sequence} of everything that the decision read
 * @param digest  SHA-256 of the bytes that the log keeps
 * @param address from where, still sealed
 * @param facets  what the row is found by: {@link Facet}
 */
public record AuditRow(
        String event,
        long clock,
        Instant time,
        String type,
        int version,
        String stream,
        long sequence,
        String actor,
        Optional<String> actorId,
        Optional<String> subject,
        Optional<String> client,
        Optional<String> grant,
        Optional<String> session,
        Optional<String> authorization,
        AuditOutcome outcome,
        Optional<String> reason,
        String correlation,
        Optional<String> causation,
        List<String> basis,
        String digest,
        String summary,
        Optional<Sealed> address,
        List<String> facets) {

    /** Personal data as the log has it: it opens until its subject is erased. */
    public record Sealed(String ciphertext, String context) {}
}
