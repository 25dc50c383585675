package dev.symbolon.token.account;

import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.grant.GrantState;
import dev.symbolon.core.session.SessionState;
import dev.symbolon.ports.secret.PersonalData;
import dev.symbolon.token.http.Answer;
import dev.symbolon.token.page.Language;
import dev.symbolon.token.page.Pages;
import dev.symbolon.token.session.LiveSession;
import dev.symbolon.token.tenant.ServedTenant;
import dev.symbolon.token.tenant.Tenants;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The account page. */
final class AccountPages {
    private final Tenants tenants;
    private final Pages pages;
    private final PersonalData personalData;
    private final Devices devices;

    AccountPages(Tenants tenants, Pages pages, PersonalData personalData, Devices devices) {
        this.tenants = tenants;
        this.pages = pages;
        this.personalData = personalData;
        this.devices = devices;
    }

    /** @param notice what has just been done, or went wrong; empty for nothing */
    Answer page(
            ServedTenant tenant,
            Language language,
            LiveSession person,
            OwnAccess own,
            String handle,
            Optional<Pages.Notice> notice) {
        int status = notice.filter(Pages.Notice::problem).isPresent() ? 400 : 200;
        return pages.account(
                status,
                brand(tenant, language),
                new Pages.Account(
                        personalData
                                .open(tenant.id(), person.user().profile().login())
                                .orElse(""),
                        sessions(language, person, own),
                        apps(language, own),
                        handle,
                        notice));
    }

    private List<Pages.OwnSession> sessions(Language language, LiveSession person, OwnAccess own) {
        List<Pages.OwnSession> all = new ArrayList<>();
        for (SessionState session : own.sessions()) {
            boolean here = session.session().equals(person.session().session());
            Devices.Device device = devices.of(language, session);
            Pages.OwnSession one = new Pages.OwnSession(
                    session.session().value(),
                    here,
                    device.device(),
                    device.address(),
                    language.time(session.startedAt()),
                    names(language, own, session.clients()),
                    ending(language, own, own.endingWith(session)));
            all.add(here ? 0 : all.size(), one);
        }
        return all;
    }

    /** What was agreed to, and after it what the tenant's own apps hold, which nobody was asked about. */
    private static List<Pages.OwnApp> apps(Language language, OwnAccess own) {
        Set<ClientId> clients = new LinkedHashSet<>(own.consents().keySet());
        own.grants().forEach(grant -> clients.add(grant.client()));
        return clients.stream()
                .map(client -> {
                    boolean agreed = own.consents().containsKey(client);
                    return new Pages.OwnApp(
                            client.value(),
                            name(language, own, client),
                            agreed,
                            agreed ? texts(language, own, own.consents().getOrDefault(client, Set.of())) : List.of(),
                            ending(language, own, own.endingWith(client)));
                })
                .toList();
    }

    private static List<String> texts(Language language, OwnAccess own, Collection<String> scopes) {
        return scopes.stream()
                .map(scope -> language.find("scope." + scope)
                        .orElseGet(() -> own.texts().getOrDefault(scope, scope)))
                .toList();
    }

    private static String name(Language language, OwnAccess own, ClientId client) {
        return own.name(client).orElseGet(() -> language.text("account.app-gone"));
    }

    private static List<String> names(Language language, OwnAccess own, Collection<ClientId> clients) {
        return clients.stream()
                .map(client -> name(language, own, client))
                .distinct()
                .sorted()
                .toList();
    }

    private static List<String> ending(Language language, OwnAccess own, List<GrantState> grants) {
        return grants.stream()
                .map(grant -> language.access(name(language, own, grant.client()), grant.issuedAt(), grant.expiresAt()))
                .toList();
    }

    Answer error(ServedTenant tenant, Language language, int status, String text) {
        return pages.error(status, Optional.of(brand(tenant, language)), text);
    }

    private Pages.Brand brand(ServedTenant tenant, Language language) {
        return new Pages.Brand(tenant, tenants.glance(tenant).branding(), language);
    }
}
