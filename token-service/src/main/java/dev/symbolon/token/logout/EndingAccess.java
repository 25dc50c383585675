package dev.symbolon.token.logout;

import dev.symbolon.core.client.ClientState;
import dev.symbolon.core.grant.GrantId;
import dev.symbolon.core.grant.GrantState;
import dev.symbolon.core.session.SessionState;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.decision.Reading;
import dev.symbolon.ports.view.Views;
import dev.symbolon.token.grant.StandingGrants;
import dev.symbolon.token.page.Language;
import dev.symbolon.token.tenant.ServedTenant;
import java.time.Instant;
import java.util.List;

/** What a person is told, before they sign out, of what ends with their session. */
final class EndingAccess {
    private final Decisions decisions;
    private final Views views;
    private final HybridClock clock;

    EndingAccess(Decisions decisions, Views views, HybridClock clock) {
        this.decisions = decisions;
        this.views = views;
        this.clock = clock;
    }

    /** A line for each access, in the words of the person's account page. */
    List<String> of(ServedTenant tenant, Language language, SessionState session) {
        Instant now = clock.now().instant();
        List<GrantId> ids = StandingGrants.ids(views, tenant.id(), session.user(), now);
        return decisions.glance(
                tenant.id(),
                reading -> StandingGrants.of(reading, ids, now).stream()
                        .filter(grant -> grant.endsWith(session.session()))
                        .map(grant ->
                                language.access(name(reading, language, grant), grant.issuedAt(), grant.expiresAt()))
                        .toList());
    }

    private static String name(Reading reading, Language language, GrantState grant) {
        return reading.state(ClientState.FOLD, grant.client())
                .map(client -> client.metadata().name())
                .orElseGet(() -> language.text("account.app-gone"));
    }
}
