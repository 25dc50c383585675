package dev.symbolon.token.account;

import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.client.ClientState;
import dev.symbolon.core.grant.GrantState;
import dev.symbolon.core.session.SessionState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is a person's now.
 *
 * @param sessions where they are signed in, the latest first
 * @param consents what they agreed to, by client
 * @param grants   what clients hold in their name
 * @param clients  all that are named here
 * @param texts    what each API calls its scopes
 */
record OwnAccess(
        List<SessionState> sessions,
        Map<ClientId, Set<String>> consents,
        List<GrantState> grants,
        Map<ClientId, ClientState> clients,
        Map<String, String> texts) {

    /** The grants that end with that session. */
    List<GrantState> endingWith(SessionState session) {
        return grants.stream()
                .filter(grant -> grant.endsWith(session.session()))
                .toList();
    }

    /** The grants that end when the consent to that client is taken back. */
    List<GrantState> endingWith(ClientId client) {
        return grants.stream().filter(grant -> grant.client().equals(client)).toList();
    }

    /** Empty for an app that is gone. */
    Optional<String> name(ClientId client) {
        return Optional.ofNullable(clients.get(client))
                .map(state -> state.metadata().name());
    }
}
