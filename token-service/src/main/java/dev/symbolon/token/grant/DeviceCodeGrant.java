package dev.symbolon.token.grant;

import dev.symbolon.admission.access.GrantEnds;
import dev.symbolon.core.client.ClientState;
import dev.symbolon.core.client.ConsentRule;
import dev.symbolon.core.client.GrantType;
import dev.symbolon.core.consent.ConsentId;
import dev.symbolon.core.consent.ConsentState;
import dev.symbolon.core.device.DeviceCommand;
import dev.symbolon.core.device.DeviceRedemption;
import dev.symbolon.core.device.DeviceState;
import dev.symbolon.core.revocation.Holder;
import dev.symbolon.core.user.UserId;
import dev.symbolon.core.user.UserState;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.decision.Reading;
import dev.symbolon.ports.revocation.Revocations;
import dev.symbolon.token.device.DeviceCode;
import dev.symbolon.token.device.DeviceCodes;
import dev.symbolon.token.device.Polls;
import dev.symbolon.token.http.Parameters;
import dev.symbolon.token.http.ProtocolError;
import dev.symbolon.token.tenant.ServedTenant;
import dev.symbolon.token.tenant.Tenants;
import java.time.Instant;
import java.util.Optional;

/**
 * The device authorization grant (RFC 8628 §3.4). As long as nobody has answered, a poll is told so from the sealed code and
 * this node's memory: it reads no store and writes nothing.
 */
final class DeviceCodeGrant implements TokenGrant {
    private static final Result PENDING =
            told("authorization_pending", "Nobody has answered yet.", "authorization-pending");
    private static final Result SLOW_DOWN =
            told("slow_down", "Poll at longer intervals, by five seconds more.", "slow-down");
    private static final Result DENIED = told("access_denied", "The person said no.", "denied");
    private static final Result EXPIRED = told("expired_token", "The device code has expired.", "expired");

    private final Decisions decisions;
    private final DeviceCodes codes;
    private final Polls polls;
    private final Redeeming redeeming;
    private final Revocations revocations;
    private final HybridClock clock;

    DeviceCodeGrant(
            Decisions decisions,
            DeviceCodes codes,
            Polls polls,
            Redeeming redeeming,
            Revocations revocations,
            HybridClock clock) {
        this.decisions = decisions;
        this.codes = codes;
        this.polls = polls;
        this.redeeming = redeeming;
        this.revocations = revocations;
        this.clock = clock;
    }

    @Override
    public GrantType type() {
        return GrantType.DEVICE_CODE;
    }

    @Override
    public Attempt attempt(ServedTenant tenant, Parameters parameters) {
        Optional<String> presented = parameters.value("device_code");
        if (presented.isEmpty()) {
            ProtocolError error = ProtocolError.direct("invalid_request", "device_code is missing.", "no-device-code");
            return (_, _) -> new Result.Refused(error);
        }
        Instant now = clock.now().instant();
        Optional<DeviceCode> code = codes.open(tenant.id(), presented.get(), now);
        if (code.isEmpty()) {
            return (_, _) -> invalid("unknown-device-code", false);
        }
        // Nothing is decided on this but to let the device ask again.
        Optional<DeviceState> seen = decisions.glance(
                tenant.id(),
                reading -> reading.state(DeviceState.FOLD, code.get().id()));
        if (seen.isEmpty()) {
            boolean early = polls.tooEarly(code.get().id(), now);
            return (reading, client) -> unanswered(reading, client, code.get(), early, now);
        }
        Redeeming.Fresh fresh = redeeming.fresh();
        return (reading, client) -> redeem(new Redeeming.Use(reading, client, tenant, parameters, fresh), code.get());
    }

    private static Result unanswered(Reading reading, ClientState client, DeviceCode code, boolean early, Instant now) {
        Tenants.active(reading);
        if (!code.isOf(client.client())) {
            return invalid("wrong-client", false);
        }
        if (code.expiredAt(now)) {
            return EXPIRED;
        }
        return early ? SLOW_DOWN : PENDING;
    }

    private Result redeem(Redeeming.Use use, DeviceCode code) {
        Tenants.active(use.reading());
        Optional<DeviceState> answered = use.reading()
                .state(DeviceState.FOLD, code.id())
                .filter(state -> state.request().client().equals(use.client().client()));
        if (answered.filter(state -> denied(use, state)).isPresent()) {
            return DENIED;
        }
        Optional<Redeeming.Agreed> agreed = answered.filter(
                        state -> state.request().code().matches(code.secretHash()))
                .filter(DeviceState.Approved.class::isInstance)
                .map(DeviceState.Approved.class::cast)
                .map(DeviceCodeGrant::agreed);
        return redeeming.redeem(use, agreed, ready -> spend(use, code, ready));
    }

    private Result spend(Redeeming.Use use, DeviceCode code, Redeeming.Ready ready) {
        DeviceCommand.Redeem redeem = new DeviceCommand.Redeem(
                use.tenant().id(),
                code.id(),
                code.secretHash(),
                use.client().client(),
                ready.tokens(),
                use.fresh().now());
        return switch (use.reading().commit(redeem, use.origin()).outcome()) {
            case DeviceRedemption.Redeemed redeemed ->
                redeeming.issued(use, ready, MadeTokens.of(redeemed, ready.refreshToken()));
            case DeviceRedemption.Denied _ -> DENIED;
            case DeviceRedemption.Expired _ -> EXPIRED;
            case DeviceRedemption.Refused(DeviceRedemption.Reason reason) ->
                invalid(reason.code(), reason != DeviceRedemption.Reason.UNKNOWN_CODE);
            case DeviceRedemption.Replayed _ -> invalid("replayed", true);
        };
    }

    /** A device's access ends with nobody's session: whoever approved it did so on another device. */
    private static Redeeming.Agreed agreed(DeviceState.Approved approved) {
        return new Redeeming.Agreed(approved.person(), approved.access(), Optional.empty(), Optional.empty(), true);
    }

    /** The person said no; or minutes passed since they said yes, and it was taken back. */
    private boolean denied(Redeeming.Use use, DeviceState state) {
        return state instanceof DeviceState.Denied
                || state instanceof DeviceState.Approved approved
                        && (ended(use, approved)
                                || use.client().metadata().consent() == ConsentRule.REQUIRED
                                        && !consents(use.reading(), use.client(), approved));
    }

    /**
     * Whether something happened since that ends what was given before: the tokens would be younger than that. A password is
     * changed because it is known to others; and who is enabled again, or goes on, has nothing back of what there was before.
     */
    private boolean ended(Redeeming.Use use, DeviceState.Approved approved) {
        UserId user = approved.person().user();
        boolean active = use.reading()
                .state(UserState.FOLD, user)
                .filter(it -> it.status() == UserState.Status.ACTIVE)
                .isPresent();
        Holder holder = new Holder(use.tenant().id(), use.client().client(), Optional.of(user), Optional.empty());
        return !active
                || switch (revocations.askSince(holder, approved.at())) {
                    case STANDS -> false;
                    case VOID -> true;
                    // What memory can't tell is asked of everybody concerned.
                    case UNKNOWN ->
                        GrantEnds.of(use.reading(), Tenants.active(use.reading()), use.client(), given(use, approved))
                                .isPresent();
                };
    }

    private static GrantEnds.Given given(Redeeming.Use use, DeviceState.Approved approved) {
        return new GrantEnds.Given(
                use.client().client(),
                Optional.of(approved.person()),
                Optional.empty(),
                approved.access().scopes(),
                approved.at());
    }

    private static boolean consents(Reading reading, ClientState client, DeviceState.Approved approved) {
        ConsentId consent = ConsentId.of(approved.person().user(), client.client());
        return reading.state(ConsentState.FOLD, consent)
                .filter(it -> it.covers(approved.access().scopes()))
                .isPresent();
    }

    private static Result told(String code, String text, String detail) {
        return new Result.Told(ProtocolError.direct(code, text, detail));
    }

    /** RFC 6749 §5.2: one answer, whatever was wrong with the code. */
    private static Result invalid(String detail, boolean recorded) {
        return new Result.Refused(
                ProtocolError.direct("invalid_grant", "The device code isn't valid, or not for this client.", detail),
                recorded);
    }
}
