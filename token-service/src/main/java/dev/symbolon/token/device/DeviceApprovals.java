package dev.symbolon.token.device;

import dev.symbolon.admission.correlation.Correlation;
import dev.symbolon.core.authorization.ConsentGround;
import dev.symbolon.core.client.ClientState;
import dev.symbolon.core.client.ConsentRule;
import dev.symbolon.core.client.GrantType;
import dev.symbolon.core.device.DeviceCommand;
import dev.symbolon.core.device.DeviceOutcome;
import dev.symbolon.core.device.DeviceState;
import dev.symbolon.core.device.DeviceVerdict;
import dev.symbolon.core.event.Actor;
import dev.symbolon.core.event.Personal;
import dev.symbolon.core.tenant.TenantState;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.decision.Origin;
import dev.symbolon.ports.decision.Reading;
import dev.symbolon.token.session.Browser;
import dev.symbolon.token.session.LiveSession;
import dev.symbolon.token.tenant.ServedTenant;
import dev.symbolon.token.tenant.Tenants;
import java.time.Instant;
import java.util.Optional;

/** What a signed-in person is shown of a device's request, and what becomes of their answer. */
final class DeviceApprovals {
    private final Decisions decisions;
    private final HybridClock clock;

    DeviceApprovals(Decisions decisions, HybridClock clock) {
        this.decisions = decisions;
        this.clock = clock;
    }

    /** Where a person stands with a device's request. */
    sealed interface Stand {
        record Nobody() implements Stand {}

        /** @param person who is signed in */
        record Unknown(LiveSession person) implements Stand {}

        record Asked(LiveSession person, WaitingDevice device, ClientState client, AskedAccess asked)
                implements Stand {}

        record Approved(ClientState client) implements Stand {}

        record Denied() implements Stand {}
    }

    Optional<LiveSession> person(ServedTenant tenant, Browser browser) {
        Instant now = clock.now().instant();
        return decisions.decide(tenant.id(), reading -> browser.signedIn(reading, Tenants.active(reading), now));
    }

    /** What is to be shown: unknown too when somebody has answered it, or when its client may no longer ask for it. */
    Stand look(ServedTenant tenant, Browser browser, WaitingDevice device) {
        Instant now = clock.now().instant();
        return decisions.decide(tenant.id(), reading -> look(reading, browser, device, now));
    }

    private static Stand look(Reading reading, Browser browser, WaitingDevice device, Instant now) {
        Optional<LiveSession> person = browser.signedIn(reading, Tenants.active(reading), now);
        if (person.isEmpty()) {
            return new Stand.Nobody();
        }
        Optional<ClientState> client = reading.state(ClientState.FOLD, device.clientId())
                .filter(ClientState::active)
                .filter(it -> it.metadata().grantTypes().contains(GrantType.DEVICE_CODE));
        if (client.isEmpty() || reading.state(DeviceState.FOLD, device.id()).isPresent()) {
            return new Stand.Unknown(person.get());
        }
        AskedAccess asked = AskedAccess.of(reading, client.get(), device.scopes(), device.resources());
        return asked.fault().isPresent()
                ? new Stand.Unknown(person.get())
                : new Stand.Asked(person.get(), device, client.get(), asked);
    }

    /** @param session the session that was shown the page: the answer is that person's */
    Stand answer(ServedTenant tenant, Browser browser, WaitingDevice device, String session, boolean agreed) {
        Instant now = clock.now().instant();
        return decisions.decide(tenant.id(), reading -> switch (look(reading, browser, device, now)) {
            case Stand.Asked asked
            when asked.person().session().session().value().equals(session) ->
                commit(reading, tenant, asked, agreed, now);
            case Stand.Asked _, Stand.Nobody _ -> new Stand.Nobody();
            case Stand.Unknown unknown -> unknown;
            case Stand.Approved _, Stand.Denied _ -> throw new IllegalStateException("looking answers nothing");
        });
    }

    private static Stand commit(Reading reading, ServedTenant tenant, Stand.Asked asked, boolean agreed, Instant now) {
        TenantState policy = Tenants.active(reading);
        DeviceCommand.Decide decide = new DeviceCommand.Decide(
                tenant.id(),
                asked.device().id(),
                asked.device().request(),
                Personal.of(asked.device().address()),
                asked.person().person(),
                agreed
                        ? new DeviceVerdict.Approve(asked.asked().access(tenant, policy), ground(asked.client()))
                        : new DeviceVerdict.Deny(),
                now);
        Origin origin = Origin.of(new Actor.User(asked.person().session().user()), Correlation.current());
        return switch (reading.commit(decide, origin).outcome()) {
            case DeviceOutcome.Approved _ -> new Stand.Approved(asked.client());
            case DeviceOutcome.Denied _ -> new Stand.Denied();
            case DeviceOutcome.AlreadyDecided _, DeviceOutcome.Expired _ -> new Stand.Unknown(asked.person());
            case DeviceOutcome.SessionOver _ -> new Stand.Nobody();
        };
    }

    /** RFC 8628 §5.4: a device's request is never answered by what was agreed before; the person sees each one. */
    private static ConsentGround ground(ClientState client) {
        return client.metadata().consent() == ConsentRule.FIRST_PARTY ? ConsentGround.FIRST_PARTY : ConsentGround.GIVEN;
    }
}
