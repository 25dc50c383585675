package dev.symbolon.projection.grant;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A grant from the request that it began with to its end, as far as it has come: both rows, joined. */
public record GrantLife(
        Optional<String> authorization,
        Optional<String> grant,
        Optional<String> client,
        Optional<String> subject,
        Optional<String> session,
        List<String> scopes,
        GrantStatus status,
        List<GrantStep> steps,
        long omitted) {

    static GrantLife of(GrantHistoryRow row, Optional<GrantHistoryRow> other) {
        return other.map(counterpart -> joined(row, counterpart)).orElseGet(() -> alone(row));
    }

    private static GrantLife alone(GrantHistoryRow row) {
        return new GrantLife(
                row.authorization(),
                row.grant(),
                row.client(),
                row.subject(),
                row.session(),
                row.scopes(),
                row.status(),
                row.steps(),
                row.omitted());
    }

    private static GrantLife joined(GrantHistoryRow one, GrantHistoryRow other) {
        GrantHistoryRow grant = one.kind().equals(GrantHistoryProjection.GRANT) ? one : other;
        GrantStatus status = one.status().compareTo(other.status()) > 0 ? one.status() : other.status();
        return new GrantLife(
                one.authorization().or(other::authorization),
                one.grant().or(other::grant),
                one.client().or(other::client),
                one.subject().or(other::subject),
                one.session().or(other::session),
                grant.scopes(),
                status,
                Stream.concat(one.steps().stream(), other.steps().stream())
                        .sorted(GrantStep.CANONICAL)
                        .toList(),
                one.omitted() + other.omitted());
    }
}
