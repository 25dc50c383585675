package dev.symbolon.projection.grant;

import java.util.List;
import java.util.Optional;

/**
 * A grant from the request that it began with to its end, as far as it has come.
 *
 * @param clientName what the client is called by now
 * @param steps   as they happened; of a long life the first and the last ones
 * @param omitted how many steps between those aren't shown
 */
public record GrantLife(
        Optional<String> authorization,
        Optional<String> grant,
        Optional<String> client,
        Optional<String> clientName,
        Optional<String> subject,
        Optional<String> session,
        List<String> scopes,
        GrantStatus status,
        List<GrantStep> steps,
        long omitted) {}
