package dev.symbolon.token.account;

import dev.symbolon.admission.correlation.Correlation;
import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.client.ClientState;
import dev.symbolon.core.client.Permission;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.consent.ConsentCommand;
import dev.symbolon.core.consent.ConsentId;
import dev.symbolon.core.consent.ConsentState;
import dev.symbolon.core.credential.CredentialState;
import dev.symbolon.core.event.Actor;
import dev.symbolon.core.grant.GrantId;
import dev.symbolon.core.grant.GrantState;
import dev.symbolon.core.identifier.Identifier;
import dev.symbolon.core.resource.ResourceState;
import dev.symbolon.core.session.SessionId;
import dev.symbolon.core.session.SessionState;
import dev.symbolon.core.tenant.TenantState;
import dev.symbolon.core.user.UserId;
import dev.symbolon.ports.account.AccountProjection;
import dev.symbolon.ports.account.AccountRow;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.decision.Origin;
import dev.symbolon.ports.decision.Reading;
import dev.symbolon.ports.view.Views;
import dev.symbolon.token.grant.StandingGrants;
import dev.symbolon.token.logout.SignedOff;
import dev.symbolon.token.logout.SigningOut;
import dev.symbolon.token.session.Browser;
import dev.symbolon.token.session.LiveSession;
import dev.symbolon.token.tenant.ServedTenant;
import dev.symbolon.token.tenant.Tenants;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What a person has, and what they end of it. Everything that is asked for by an id is looked at for whose it is. */
final class Accounts {
    private final Decisions decisions;
    private final Views views;
    private final HybridClock clock;

    Accounts(Decisions decisions, Views views, HybridClock clock) {
        this.decisions = decisions;
        this.views = views;
        this.clock = clock;
    }

    Optional<LiveSession> person(ServedTenant tenant, Browser browser) {
        Instant now = clock.now().instant();
        return decisions.decide(tenant.id(), reading -> browser.signedIn(reading, Tenants.active(reading), now));
    }

    OwnAccess of(ServedTenant tenant, LiveSession person) {
        UserId user = person.session().user();
        Instant now = clock.now().instant();
        List<String> sessions = ids(tenant, user, AccountRow.SESSION, now);
        List<GrantId> grants = StandingGrants.ids(views, tenant.id(), user, now);
        List<String> consents = ids(tenant, user, AccountRow.CONSENT, now);
        return decisions.glance(tenant.id(), reading -> read(reading, person, sessions, grants, consents, now));
    }

    private List<String> ids(ServedTenant tenant, UserId user, String kind, Instant now) {
        return AccountProjection.of(views, tenant.id(), user, kind, now);
    }

    private static OwnAccess read(
            Reading reading,
            LiveSession person,
            List<String> sessionIds,
            List<GrantId> grantIds,
            List<String> consentIds,
            Instant now) {
        Duration idle = reading.state(TenantState.FOLD, reading.tenant())
                .orElseThrow()
                .loginPolicy()
                .sessionIdle();
        UserId user = person.session().user();
        // Their own one first: the read model comes a moment late, and ends at a bound.
        List<SessionState> sessions = Stream.concat(
                        Stream.of(person.session().session()),
                        sessionIds.stream().map(SessionId::new))
                .distinct()
                .flatMap(id -> reading.state(SessionState.FOLD, id).stream())
                .filter(session -> session.liveAt(now, idle))
                .filter(session -> !session.outdated(person.user(), reading.state(CredentialState.FOLD, user)))
                .sorted(Comparator.comparing(SessionState::usedAt).reversed())
                .toList();
        Map<ClientId, Set<String>> consents = new LinkedHashMap<>();
        for (String id : consentIds) {
            ClientId client = new ClientId(id);
            reading.state(ConsentState.FOLD, ConsentId.of(user, client))
                    .filter(consent -> !consent.scopes().isEmpty())
                    .ifPresent(consent -> consents.put(client, new TreeSet<>(consent.scopes())));
        }
        List<GrantState> grants = StandingGrants.of(reading, grantIds, now);
        Map<ClientId, ClientState> clients = clients(reading, sessions, consents, grants);
        return new OwnAccess(sessions, consents, grants, clients, texts(reading, clients.values()));
    }

    /** What was agreed to is told in the words in which it was asked for. */
    private static Map<String, String> texts(Reading reading, Collection<ClientState> clients) {
        Map<String, String> texts = new LinkedHashMap<>();
        clients.stream()
                .flatMap(client -> client.metadata().permissions().stream())
                .map(Permission::resource)
                .distinct()
                .flatMap(resource -> reading.state(ResourceState.FOLD, resource).stream())
                .flatMap(resource -> resource.metadata().scopes().stream())
                .forEach(scope -> texts.putIfAbsent(scope.name(), scope.consentText()));
        return texts;
    }

    private static Map<ClientId, ClientState> clients(
            Reading reading,
            List<SessionState> sessions,
            Map<ClientId, Set<String>> consents,
            List<GrantState> grants) {
        Set<ClientId> named = new TreeSet<>(Comparator.comparing(ClientId::value));
        sessions.forEach(session -> named.addAll(session.clients()));
        named.addAll(consents.keySet());
        grants.forEach(grant -> named.add(grant.client()));
        Map<ClientId, ClientState> clients = new LinkedHashMap<>();
        named.forEach(id -> reading.state(ClientState.FOLD, id).ifPresent(client -> clients.put(id, client)));
        return clients;
    }

    /** Ends one of the person's sessions elsewhere; empty when it isn't theirs, or has ended. */
    Optional<SignedOff> endSession(ServedTenant tenant, LiveSession person, String id) {
        Instant now = clock.now().instant();
        return own(id).flatMap(session -> decisions.decide(
                tenant.id(),
                reading -> reading.state(SessionState.FOLD, new SessionId(session))
                        .filter(it -> it.user().equals(person.session().user()))
                        .flatMap(it -> SigningOut.of(reading, it, "ended-by-person", Optional.empty(), false, now))));
    }

    /** Takes back what the person agreed to; what the client got by it is void. */
    boolean withdraw(ServedTenant tenant, LiveSession person, String client) {
        Instant now = clock.now().instant();
        UserId user = person.session().user();
        Origin origin = Origin.of(new Actor.User(user), Correlation.current());
        return own(client)
                .map(ClientId::new)
                .map(id -> decisions.decide(
                        tenant.id(),
                        reading -> reading.state(ClientState.FOLD, id).isPresent()
                                && reading.commit(
                                                        new ConsentCommand.Withdraw(
                                                                tenant.id(), user, id, "by-the-person", now),
                                                        origin)
                                                .outcome()
                                        instanceof Outcome.Done))
                .orElse(false);
    }

    private static Optional<String> own(String id) {
        return Optional.of(id).filter(Identifier::wellFormed);
    }
}
