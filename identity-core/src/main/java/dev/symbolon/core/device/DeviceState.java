package dev.symbolon.core.device;

import dev.symbolon.core.aggregate.AggregateType;
import dev.symbolon.core.authorization.ApprovedAccess;
import dev.symbolon.core.authorization.SignedInPerson;
import dev.symbolon.core.event.DeviceEvent;
import dev.symbolon.core.grant.GrantId;
import dev.symbolon.core.stream.Fold;
import dev.symbolon.core.stream.StreamType;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A device's request that a person has answered. The first state passes within one commit. */
public sealed interface DeviceState {

    Fold<DeviceState, DeviceEvent> FOLD =
            new Fold<>(StreamType.DEVICE, DeviceEvent.class, DeviceState.class, 2, DeviceState::step);

    /** The aggregate whose state this is. */
    AggregateType<DeviceRequest, DeviceState> AGGREGATE =
            new AggregateType<>(DeviceRequest.class, FOLD, DeviceRequest::new);

    RequestedDeviceAccess request();

    record Requested(RequestedDeviceAccess request) implements DeviceState {}

    /** The device code can be spent, once, until the request expires. */
    record Approved(RequestedDeviceAccess request, SignedInPerson person, ApprovedAccess access, Instant at)
            implements DeviceState {}

    record Denied(RequestedDeviceAccess request) implements DeviceState {}

    /** The device code was spent on that grant; {@code replayed} once it came again. */
    record Redeemed(RequestedDeviceAccess request, GrantId grant, boolean replayed) implements DeviceState {}

    /** Somebody else presented the device code: it is good for nothing any more. */
    record Void(RequestedDeviceAccess request) implements DeviceState {}

    private static DeviceState step(@Nullable DeviceState before, DeviceEvent event) {
        if (event instanceof DeviceEvent.Requested e) {
            return new Requested(e.request());
        }
        RequestedDeviceAccess request = Objects.requireNonNull(before).request();
        return switch (event) {
            case DeviceEvent.Requested _ -> before;
            case DeviceEvent.Approved e -> new Approved(request, e.person(), e.access(), e.at());
            case DeviceEvent.Denied _ -> new Denied(request);
            case DeviceEvent.CodeRedeemed e -> new Redeemed(request, e.grant(), false);
            case DeviceEvent.CodeRefused _ -> new Void(request);
            case DeviceEvent.CodeReplayed e -> new Redeemed(request, e.grant(), true);
        };
    }
}
