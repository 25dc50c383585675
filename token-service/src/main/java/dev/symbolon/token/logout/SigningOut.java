package dev.symbolon.token.logout;

import dev.symbolon.admission.correlation.Correlation;
import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.client.ClientState;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.event.Actor;
import dev.symbolon.core.session.SessionCommand;
import dev.symbolon.core.session.SessionState;
import dev.symbolon.ports.decision.Origin;
import dev.symbolon.ports.decision.Reading;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Ends a session as its person wishes, and finds out who is to be told: one commit. */
public final class SigningOut {

    /** Why a session ends whose clients are told by whoever ends it, or by nobody. */
    static final Set<String> REASONS =
            Set.of("signed-out", "signed-out-by-client", "ended-by-person", "password-changed", SessionState.REPLACED);

    /** @param front whether this very browser is the one that signs out, and can show frames */
    public static Optional<SignedOff> of(
            Reading reading,
            SessionState session,
            String reason,
            Optional<ClientId> initiator,
            boolean front,
            Instant now) {
        List<ClientState> clients = session.clients().stream()
                .sorted(Comparator.comparing(ClientId::value))
                .flatMap(client -> reading.state(ClientState.FOLD, client).stream())
                .filter(ClientState::active)
                .toList();
        List<ClientState> backChannel = clients.stream()
                .filter(client -> client.metadata().logout().backChannel().isPresent())
                .toList();
        List<ClientState> frontChannel = clients.stream()
                .filter(client ->
                        front && client.metadata().logout().frontChannel().isPresent())
                .toList();
        SessionCommand.SignOut signOut = new SessionCommand.SignOut(
                session.tenant(), session.session(), reason, initiator, ids(backChannel), ids(frontChannel), now);
        Origin origin = Origin.of(new Actor.User(session.user()), Correlation.current());
        return reading.commit(signOut, origin).outcome() instanceof Outcome.Done
                ? Optional.of(new SignedOff(session, backChannel, frontChannel))
                : Optional.empty();
    }

    private static List<ClientId> ids(List<ClientState> clients) {
        return clients.stream().map(ClientState::client).toList();
    }

    private SigningOut() {}
}
