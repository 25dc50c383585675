package dev.symbolon.token.logout;

import dev.symbolon.core.client.ClientState;
import dev.symbolon.ports.secret.PersonalData;
import dev.symbolon.token.http.Answer;
import dev.symbolon.token.page.Language;
import dev.symbolon.token.page.Pages;
import dev.symbolon.token.tenant.ServedTenant;
import dev.symbolon.token.tenant.Tenants;
import dev.symbolon.token.user.Subjects;
import java.util.List;
import java.util.Optional;

/** The pages of signing out. */
final class LogoutPages {
    private final Tenants tenants;
    private final Pages pages;
    private final PersonalData personalData;
    private final Subjects subjects;
    private final EndingAccess ending;

    LogoutPages(Tenants tenants, Pages pages, PersonalData personalData, Subjects subjects, EndingAccess ending) {
        this.tenants = tenants;
        this.pages = pages;
        this.personalData = personalData;
        this.subjects = subjects;
        this.ending = ending;
    }

    Answer ask(ServedTenant tenant, Language language, Logouts.Next.Ask ask, String handle) {
        String account = personalData
                .open(tenant.id(), ask.session().user().profile().login())
                .orElse("");
        List<String> ends = ending.of(tenant, language, ask.session().session());
        return pages.signOut(brand(tenant, language), new Pages.SignOut(name(ask.client()), account, ends, handle));
    }

    /** Signed out, or nobody was signed in: the page looks the same. */
    Answer over(ServedTenant tenant, Language language, Logouts.Next.Over over) {
        List<String> frames = over.ended()
                .map(ended -> Frames.addresses(tenant, ended, subjects))
                .orElse(List.of());
        String sources = over.ended().map(Frames::sources).orElse("");
        return pages.signedOut(
                brand(tenant, language),
                new Pages.SignedOut(name(over.client()), over.target().orElse(""), frames, sources));
    }

    Answer kept(ServedTenant tenant, Language language) {
        return pages.told(
                200, brand(tenant, language), language.text("sign-out.kept"), language.text("sign-out.kept-text"));
    }

    Answer refused(ServedTenant tenant, Language language, String text) {
        return pages.error(400, Optional.of(brand(tenant, language)), text);
    }

    private static String name(Optional<ClientState> client) {
        return client.map(it -> it.metadata().name()).orElse("");
    }

    private Pages.Brand brand(ServedTenant tenant, Language language) {
        return new Pages.Brand(tenant, tenants.glance(tenant).branding(), language);
    }
}
