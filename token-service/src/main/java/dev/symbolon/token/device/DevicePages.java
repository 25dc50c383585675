package dev.symbolon.token.device;

import dev.symbolon.core.client.ClientState;
import dev.symbolon.core.resource.ResourceMetadata;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.secret.PersonalData;
import dev.symbolon.token.http.Answer;
import dev.symbolon.token.http.Buckets;
import dev.symbolon.token.page.Language;
import dev.symbolon.token.page.Pages;
import dev.symbolon.token.resource.Targets;
import dev.symbolon.token.scope.Scopes;
import dev.symbolon.token.session.LiveSession;
import dev.symbolon.token.tenant.ServedTenant;
import dev.symbolon.token.tenant.Tenants;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The device flow's pages. */
final class DevicePages {
    private final Tenants tenants;
    private final Pages pages;
    private final PersonalData personalData;
    private final HybridClock clock;

    DevicePages(Tenants tenants, Pages pages, PersonalData personalData, HybridClock clock) {
        this.tenants = tenants;
        this.pages = pages;
        this.personalData = personalData;
        this.clock = clock;
    }

    /** @param refused whether the last code led nowhere: one text, whatever the cause */
    Answer entry(ServedTenant tenant, Language language, LiveSession person, String typed, boolean refused) {
        return pages.device(brand(tenant, language), new Pages.Device(account(tenant, person), typed, refused));
    }

    /** RFC 8628 §5.4: what is asked, by whom, and from where, so that a stranger's device isn't let in. */
    Answer confirmation(
            ServedTenant tenant,
            Language language,
            DeviceApprovals.Stand.Asked asked,
            UserCode code,
            String ownAddress,
            String handle) {
        WaitingDevice device = asked.device();
        boolean near = Buckets.network(device.address()).equals(Buckets.network(ownAddress));
        Pages.DeviceConfirmation page = new Pages.DeviceConfirmation(
                asked.client().metadata().name(),
                account(tenant, asked.person()),
                code.shown(),
                ago(language, Duration.between(device.askedAt(), clock.now().instant())),
                device.address(),
                near,
                asked.asked().openId().stream()
                        .flatMap(scope -> Scopes.named(scope).stream())
                        .map(scope -> language.text("scope." + scope.name()))
                        .toList(),
                asked.asked().targets().orElseThrow().all().stream()
                        .map(target -> Map.entry(target.resource().metadata().name(), texts(target, device.scopes())))
                        .toList(),
                handle);
        return pages.deviceConfirmation(brand(tenant, language), page);
    }

    Answer approved(ServedTenant tenant, Language language, ClientState client) {
        return pages.told(
                200,
                brand(tenant, language),
                language.text("device.approved"),
                language.text("device.approved-text", client.metadata().name()));
    }

    Answer denied(ServedTenant tenant, Language language) {
        return pages.told(
                200, brand(tenant, language), language.text("device.denied"), language.text("device.denied-text"));
    }

    Answer tooOften(ServedTenant tenant, Language language) {
        return pages.error(429, Optional.of(brand(tenant, language)), language.text("device.too-often"));
    }

    Answer over(ServedTenant tenant, Language language) {
        return pages.told(
                409, brand(tenant, language), language.text("device.over"), language.text("device.over-text"));
    }

    private static List<String> texts(Targets.Target target, List<String> scopes) {
        return target.resource().metadata().scopes().stream()
                .filter(scope ->
                        scopes.contains(scope.name()) && target.scopes().contains(scope.name()))
                .map(ResourceMetadata.Scope::consentText)
                .toList();
    }

    private static String ago(Language language, Duration age) {
        long minutes = age.toMinutes();
        return minutes < 1
                ? language.text("device.just-now")
                : minutes == 1 ? language.text("device.minute-ago") : language.text("device.minutes-ago", minutes);
    }

    private String account(ServedTenant tenant, LiveSession person) {
        return personalData.open(tenant.id(), person.user().profile().login()).orElse("");
    }

    private Pages.Brand brand(ServedTenant tenant, Language language) {
        return new Pages.Brand(tenant, tenants.glance(tenant).branding(), language);
    }
}
