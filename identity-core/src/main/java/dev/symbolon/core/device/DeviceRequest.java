package dev.symbolon.core.device;

import dev.symbolon.core.aggregate.EventSourced;
import dev.symbolon.core.event.DeviceEvent;

/** A device's request, answered once, and its code: either spent once, and then replayed on record once at most, or void. */
final class DeviceRequest extends EventSourced<DeviceState> {

    DeviceRequest() {
        super(DeviceState.FOLD);
    }

    boolean decided() {
        return state() != null;
    }

    DeviceOutcome decide(DeviceCommand.Decide c) {
        record(new DeviceEvent.Requested(c.tenant(), c.authorization(), c.request(), c.address(), c.at()));
        return switch (c.verdict()) {
            case DeviceVerdict.Approve v -> {
                if (!c.request().scopes().containsAll(v.access().scopes())) {
                    throw new IllegalArgumentException("an approval gives no scope that wasn't asked for");
                }
                record(new DeviceEvent.Approved(
                        c.tenant(), c.authorization(), c.person(), v.access(), v.ground(), c.at()));
                yield new DeviceOutcome.Approved();
            }
            case DeviceVerdict.Deny _ -> {
                record(new DeviceEvent.Denied(
                        c.tenant(), c.authorization(), c.request().client(), c.person(), c.at()));
                yield new DeviceOutcome.Denied();
            }
        };
    }

    /** Decides about the code alone; what follows for the grant is the caller's, in the same unit of work. */
    PresentedDeviceCode redeem(DeviceCommand.Redeem c) {
        DeviceState now = state();
        if (now == null || !now.request().code().matches(c.code())) {
            return refused(DeviceRedemption.Reason.UNKNOWN_CODE);
        }
        return switch (now) {
            case DeviceState.Requested _ -> throw new IllegalStateException("a request is written with its answer");
            case DeviceState.Approved approved -> spend(c, approved);
            case DeviceState.Denied _ -> new PresentedDeviceCode.Other(new DeviceRedemption.Denied());
            case DeviceState.Redeemed spent -> replay(c, spent);
            case DeviceState.Void _ -> refused(DeviceRedemption.Reason.VOID);
        };
    }

    private PresentedDeviceCode spend(DeviceCommand.Redeem c, DeviceState.Approved now) {
        if (now.request().expiredAt(c.at())) {
            return new PresentedDeviceCode.Other(new DeviceRedemption.Expired());
        }
        // RFC 8628 §3.4: the code is this very client's. In other hands it was stolen.
        if (!c.presentedBy().equals(now.request().client())) {
            DeviceRedemption.Reason reason = DeviceRedemption.Reason.WRONG_CLIENT;
            record(new DeviceEvent.CodeRefused(c.tenant(), c.authorization(), c.presentedBy(), reason.code(), c.at()));
            return refused(reason);
        }
        record(new DeviceEvent.CodeRedeemed(
                c.tenant(), c.authorization(), c.tokens().grant(), c.at()));
        return new PresentedDeviceCode.Good(now);
    }

    /** RFC 9700 §4.5 by analogy: who presents a spent code holds a copy of it, or never got the tokens. */
    private PresentedDeviceCode replay(DeviceCommand.Redeem c, DeviceState.Redeemed now) {
        if (!now.replayed()) {
            record(new DeviceEvent.CodeReplayed(c.tenant(), c.authorization(), now.grant(), c.presentedBy(), c.at()));
        }
        return new PresentedDeviceCode.Again(now.grant());
    }

    private static PresentedDeviceCode refused(DeviceRedemption.Reason reason) {
        return new PresentedDeviceCode.Other(new DeviceRedemption.Refused(reason));
    }
}
