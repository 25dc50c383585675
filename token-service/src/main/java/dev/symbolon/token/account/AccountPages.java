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
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The account page. */
final class AccountPages {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

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
    Answer page(ServedTenant tenant, LiveSession person, OwnAccess own, String handle, Optional<Pages.Notice> notice) {
        int status = notice.filter(Pages.Notice::problem).isPresent() ? 400 : 200;
        return pages.account(
                status,
                brand(tenant),
                new Pages.Account(
                        personalData
                                .open(tenant.id(), person.user().profile().login())
                                .orElse(""),
                        sessions(person, own),
                        apps(own),
                        handle,
                        notice));
    }

    private List<Pages.OwnSession> sessions(LiveSession person, OwnAccess own) {
        List<Pages.OwnSession> all = new ArrayList<>();
        for (SessionState session : own.sessions()) {
            boolean here = session.session().equals(person.session().session());
            Devices.Device device = devices.of(session);
            Pages.OwnSession one = new Pages.OwnSession(
                    session.session().value(),
                    here,
                    device.device(),
                    device.address(),
                    time(session.startedAt()),
                    names(own, session.clients()),
                    ending(own, own.endingWith(session)));
            all.add(here ? 0 : all.size(), one);
        }
        return all;
    }

    /** What was agreed to, and after it what the tenant's own apps hold, which nobody was asked about. */
    private static List<Pages.OwnApp> apps(OwnAccess own) {
        Set<ClientId> clients = new LinkedHashSet<>(own.consents().keySet());
        own.grants().forEach(grant -> clients.add(grant.client()));
        return clients.stream()
                .map(client -> {
                    boolean agreed = own.consents().containsKey(client);
                    return new Pages.OwnApp(
                            client.value(),
                            own.name(client),
                            agreed,
                            agreed ? texts(own.consents().getOrDefault(client, Set.of())) : List.of(),
                            ending(own, own.endingWith(client)));
                })
                .toList();
    }

    private static List<String> texts(Collection<String> scopes) {
        return scopes.stream()
                .map(scope ->
                        Language.ENGLISH.find("scope." + scope).orElse(scope))
                .toList();
    }

    private static List<String> names(OwnAccess own, Collection<ClientId> clients) {
        return clients.stream().map(own::name).distinct().sorted().toList();
    }

    private static List<String> ending(OwnAccess own, List<GrantState> grants) {
        return grants.stream()
                .map(grant -> own.name(grant.client()) + ": access since " + time(grant.issuedAt()) + ", until "
                        + time(grant.expiresAt()) + " at the latest")
                .toList();
    }

    private static String time(Instant at) {
        return TIME.format(at);
    }

    Answer error(ServedTenant tenant, int status, String text) {
        return pages.error(status, Optional.of(brand(tenant)), text);
    }

    private Pages.Brand brand(ServedTenant tenant) {
        return new Pages.Brand(tenant, tenants.glance(tenant).branding(), Language.ENGLISH);
    }
}
