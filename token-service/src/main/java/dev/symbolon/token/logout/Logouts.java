package dev.symbolon.token.logout;

import dev.symbolon.admission.jwt.IdTokenClaims;
import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.client.ClientState;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.token.http.Parameters;
import dev.symbolon.token.http.ProtocolError;
import dev.symbolon.token.session.Browser;
import dev.symbolon.token.session.IdTokenHints;
import dev.symbolon.token.session.LiveSession;
import dev.symbolon.token.tenant.ServedTenant;
import dev.symbolon.token.tenant.Tenants;
import dev.symbolon.token.user.Subjects;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** Decides logout requests: the checks, then whose session it is, then one commit. */
final class Logouts {
    private final Decisions decisions;
    private final IdTokenHints hints;
    private final Subjects subjects;
    private final HybridClock clock;

    Logouts(Decisions decisions, IdTokenHints hints, Subjects subjects, HybridClock clock) {
        this.decisions = decisions;
        this.hints = hints;
        this.subjects = subjects;
        this.clock = clock;
    }

    /** What a logout request leads to. */
    sealed interface Next {
        record Refused(ProtocolError error) implements Next {}

        /** The person is asked: nothing proves that the request is theirs. */
        record Ask(LiveSession session, Optional<ClientState> client) implements Next {}

        /** @param target where the browser goes on, where the client may send it there */
        record Over(Optional<SignedOff> ended, Optional<ClientState> client, Optional<String> target) implements Next {}
    }

    /**
     * @param confirmed the session whose person has said on our page that they want to sign out
     * @param count takes the client into account, once it is known
     */
    Next decide(
            ServedTenant tenant,
            Parameters parameters,
            Browser browser,
            Optional<String> confirmed,
            Consumer<ClientState> count) {
        Instant now = clock.now().instant();
        return decisions.decide(tenant.id(), reading -> {
            LogoutDraft draft = new LogoutDraft(parameters, reading, tenant, hints);
            Optional<ProtocolError> fault = LogoutChecks.run(draft);
            draft.asking().ifPresent(count);
            if (fault.isPresent()) {
                return new Next.Refused(fault.get());
            }
            return browser.signedIn(reading, Tenants.active(reading), now)
                    .map(session -> signedIn(draft, session, confirmed, now))
                    .orElseGet(() -> new Next.Over(Optional.empty(), draft.asking(), proven(draft)));
        });
    }

    private Next signedIn(LogoutDraft draft, LiveSession session, Optional<String> confirmed, Instant now) {
        boolean agreed =
                confirmed.filter(session.session().session().value()::equals).isPresent();
        if (!agreed && !hinted(draft, session)) {
            return new Next.Ask(session, draft.asking());
        }
        Optional<ClientId> initiator = draft.asking().map(ClientState::client);
        String reason = initiator.isPresent() ? "signed-out-by-client" : "signed-out";
        return new Next.Over(
                SigningOut.of(draft.reading, session.session(), reason, initiator, true, now),
                draft.asking(),
                draft.target());
    }

    /** Whether the client's ID token is of this very session: then the person needn't be asked (§2). */
    private boolean hinted(LogoutDraft draft, LiveSession session) {
        IdTokenClaims hint = draft.hint;
        ClientState client = draft.client;
        return hint != null
                && client != null
                && hint.subject()
                        .equals(subjects.of(
                                draft.tenant.id(),
                                client.metadata(),
                                session.session().user()))
                && hint.session()
                        .filter(subjects.session(
                                draft.tenant.id(),
                                client.metadata(),
                                session.session().session())::equals)
                        .isPresent();
    }

    /** With nobody signed in only a genuine hint sends the browser on by itself. */
    private static Optional<String> proven(LogoutDraft draft) {
        return draft.hinted().flatMap(_ -> draft.target());
    }
}
