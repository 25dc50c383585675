package dev.symbolon.token.grant;

import dev.symbolon.core.authorization.SignedInPerson;
import dev.symbolon.core.client.ClientState;
import dev.symbolon.core.client.ConsentRule;
import dev.symbolon.core.client.GrantType;
import dev.symbolon.core.client.SigningAlgorithm;
import dev.symbolon.core.consent.ConsentId;
import dev.symbolon.core.consent.ConsentState;
import dev.symbolon.core.credential.CredentialState;
import dev.symbolon.core.device.DeviceCommand;
import dev.symbolon.core.device.DeviceRedemption;
import dev.symbolon.core.device.DeviceState;
import dev.symbolon.core.event.Actor;
import dev.symbolon.core.grant.GrantId;
import dev.symbolon.core.grant.RefreshLife;
import dev.symbolon.core.grant.TokenId;
import dev.symbolon.core.identifier.Randomness;
import dev.symbolon.core.tenant.TokenPolicy;
import dev.symbolon.core.user.UserState;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.decision.Origin;
import dev.symbolon.ports.decision.Reading;
import dev.symbolon.ports.revocation.Revocations;
import dev.symbolon.token.device.DeviceCode;
import dev.symbolon.token.device.DeviceCodes;
import dev.symbolon.token.device.Polls;
import dev.symbolon.token.http.Exchange;
import dev.symbolon.token.http.Parameters;
import dev.symbolon.token.http.ProtocolError;
import dev.symbolon.token.jwt.Signer;
import dev.symbolon.token.signingkey.SigningKeys;
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
    private final SigningKeys keys;
    private final TokenMaker tokens;
    private final RefreshTokens refreshTokens;
    private final Randomness randomness;
    private final HybridClock clock;

    DeviceCodeGrant(
            Decisions decisions,
            DeviceCodes codes,
            Polls polls,
            SigningKeys keys,
            TokenMaker tokens,
            RefreshTokens refreshTokens,
            Randomness randomness,
            HybridClock clock) {
        this.decisions = decisions;
        this.codes = codes;
        this.polls = polls;
        this.keys = keys;
        this.tokens = tokens;
        this.refreshTokens = refreshTokens;
        this.randomness = randomness;
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
        Fresh fresh = new Fresh(
                new GrantId(randomness.identifier()),
                TokenId.at(clock.now(), randomness),
                TokenId.at(clock.now(), randomness),
                now);
        return (reading, client) -> redeem(reading, client, tenant, code.get(), fresh);
    }

    private record Fresh(GrantId grant, TokenId accessToken, TokenId idToken, Instant now) {}

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

    private Result redeem(Reading reading, ClientState client, ServedTenant tenant, DeviceCode code, Fresh fresh) {
        TokenPolicy policy = Tenants.active(reading).tokenPolicy();
        if (denied(reading, client, code)) {
            return DENIED;
        }
        SigningAlgorithm algorithm = client.metadata().signing();
        // The private half is at hand before the code is spent: what could fail comes first.
        Optional<Signer.Key> key = keys.signing(reading, algorithm, fresh.now);
        if (key.isEmpty()) {
            return new Result.KeyMissing(algorithm);
        }
        Optional<Instant> refreshEnd = refreshEnd(reading, client, policy, code, fresh.now);
        DeviceCommand.Redeem redeem = new DeviceCommand.Redeem(
                tenant.id(),
                code.id(),
                code.secretHash(),
                client.client(),
                fresh.grant,
                tokens.name(fresh.accessToken, holder(reading, client, code)),
                fresh.idToken,
                refreshEnd.map(end ->
                        refreshTokens.link(tenant.id(), fresh.grant, RefreshTokens.FIRST, policy, end, fresh.now)),
                key.get().id(),
                policy.idToken(),
                GrantLife.of(policy, refreshEnd, fresh.now),
                fresh.now);
        Origin origin = Origin.of(new Actor.Client(client.client()), Exchange.correlation());
        return switch (reading.commit(redeem, origin).outcome()) {
            case DeviceRedemption.Redeemed redeemed ->
                new Result.Issued(() -> tokens.answer(
                        tenant,
                        key.get(),
                        MadeTokens.of(
                                redeemed,
                                refreshEnd.map(
                                        _ -> refreshTokens.reveal(tenant.id(), fresh.grant, RefreshTokens.FIRST)))));
            case DeviceRedemption.Denied _ -> DENIED;
            case DeviceRedemption.Expired _ -> EXPIRED;
            case DeviceRedemption.Refused(DeviceRedemption.Reason reason) ->
                invalid(reason.code(), reason != DeviceRedemption.Reason.UNKNOWN_CODE);
            case DeviceRedemption.Replayed _ -> invalid("replayed", true);
        };
    }

    private static Revocations.Holder holder(Reading reading, ClientState client, DeviceCode code) {
        Optional<SignedInPerson> person = reading.state(DeviceState.FOLD, code.id())
                .filter(DeviceState.Approved.class::isInstance)
                .map(DeviceState.Approved.class::cast)
                .map(DeviceState.Approved::person);
        return new Revocations.Holder(
                reading.tenant(),
                client.client(),
                person.map(SignedInPerson::user),
                person.map(SignedInPerson::session));
    }

    /** The person said no; or minutes passed since they said yes, and they were disabled or thought better of it. */
    private static boolean denied(Reading reading, ClientState client, DeviceCode code) {
        return reading.state(DeviceState.FOLD, code.id())
                .filter(state -> state.request().client().equals(client.client()))
                .filter(state -> state instanceof DeviceState.Denied
                        || state instanceof DeviceState.Approved approved && takenBack(reading, client, approved))
                .isPresent();
    }

    private static boolean takenBack(Reading reading, ClientState client, DeviceState.Approved approved) {
        boolean active = reading.state(UserState.FOLD, approved.person().user())
                .filter(user -> user.status() == UserState.Status.ACTIVE)
                .isPresent();
        // Whoever changes a password because it is known to others ends what was agreed to with it.
        boolean replaced = reading.state(CredentialState.FOLD, approved.person().user())
                .flatMap(CredentialState::replacedAt)
                .filter(approved.at()::isBefore)
                .isPresent();
        return !active
                || replaced
                || client.metadata().consent() == ConsentRule.REQUIRED && !agreed(reading, client, approved);
    }

    private static boolean agreed(Reading reading, ClientState client, DeviceState.Approved approved) {
        ConsentId consent = ConsentId.of(approved.person().user(), client.client());
        return reading.state(ConsentState.FOLD, consent)
                .filter(it -> it.covers(approved.access().scopes()))
                .isPresent();
    }

    /** A device's access ends with nobody's session: whoever approved it did so on another device. */
    private static Optional<Instant> refreshEnd(
            Reading reading, ClientState client, TokenPolicy policy, DeviceCode code, Instant now) {
        return reading.state(DeviceState.FOLD, code.id())
                .filter(DeviceState.Approved.class::isInstance)
                .map(DeviceState.Approved.class::cast)
                .flatMap(approved ->
                        RefreshLife.end(client.metadata(), approved.access().scopes(), policy, Optional.empty(), now));
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
