package dev.symbolon.token.device;

import dev.symbolon.core.client.ClientState;
import dev.symbolon.core.resource.ResourceMetadata;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.secret.PersonalData;
import dev.symbolon.token.authorization.Scopes;
import dev.symbolon.token.http.Answer;
import dev.symbolon.token.http.Buckets;
import dev.symbolon.token.page.Language;
import dev.symbolon.token.page.Pages;
import dev.symbolon.token.resource.Targets;
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
    Answer entry(ServedTenant tenant, LiveSession person, String typed, boolean refused) {
        return pages.device(brand(tenant), new Pages.Device(account(tenant, person), typed, refused));
    }

    /** RFC 8628 §5.4: what is asked, by whom, and from where, so that a stranger's device isn't let in. */
    Answer confirmation(
            ServedTenant tenant, DeviceApprovals.Stand.Asked asked, UserCode code, String ownAddress, String handle) {
        WaitingDevice device = asked.device();
        boolean near = Buckets.network(device.address()).equals(Buckets.network(ownAddress));
        Pages.DeviceConfirmation page = new Pages.DeviceConfirmation(
                asked.client().metadata().name(),
                account(tenant, asked.person()),
                code.shown(),
                ago(Duration.between(device.askedAt(), clock.now().instant())),
                device.address(),
                near,
                asked.asked().openId().stream()
                        .flatMap(scope -> Scopes.named(scope).stream())
                        .map(scope -> Language.ENGLISH.text("scope." + scope.name()))
                        .toList(),
                asked.asked().targets().orElseThrow().all().stream()
                        .map(target -> Map.entry(target.resource().metadata().name(), texts(target, device.scopes())))
                        .toList(),
                handle);
        return pages.deviceConfirmation(brand(tenant), page);
    }

    Answer approved(ServedTenant tenant, ClientState client) {
        return pages.told(
                200,
                brand(tenant),
                "Your device is connected",
                "Go back to it: " + client.metadata().name() + " goes on there in a moment. You can close this page.");
    }

    Answer denied(ServedTenant tenant) {
        return pages.told(
                200, brand(tenant), "Nothing was given", "The device gets no access. You can close this page.");
    }

    Answer tooOften(ServedTenant tenant) {
        return pages.error(429, Optional.of(brand(tenant)), "Too many codes were tried. Wait a minute and try again.");
    }

    Answer over(ServedTenant tenant) {
        return pages.told(
                409,
                brand(tenant),
                "This code is good no more",
                "It was used already, or its time is over. Have your device show a new one.");
    }

    private static List<String> texts(Targets.Target target, List<String> scopes) {
        return target.resource().metadata().scopes().stream()
                .filter(scope ->
                        scopes.contains(scope.name()) && target.scopes().contains(scope.name()))
                .map(ResourceMetadata.Scope::consentText)
                .toList();
    }

    private static String ago(Duration age) {
        long minutes = age.toMinutes();
        return minutes < 1 ? "just now" : minutes == 1 ? "a minute ago" : minutes + " minutes ago";
    }

    private String account(ServedTenant tenant, LiveSession person) {
        return personalData.open(tenant.id(), person.user().profile().login()).orElse("");
    }

    private Pages.Brand brand(ServedTenant tenant) {
        return new Pages.Brand(tenant, tenants.glance(tenant).branding(), Language.ENGLISH);
    }
}
