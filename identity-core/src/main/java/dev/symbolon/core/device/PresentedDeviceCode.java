package dev.symbolon.core.device;

import dev.symbolon.core.grant.GrantId;

/** What presenting a device code did to the device's request; what it does to the grant comes after. */
sealed interface PresentedDeviceCode {

    /** It is spent now, on what it stood for. */
    record Good(DeviceState.Approved approved) implements PresentedDeviceCode {}

    /** It was spent before, on that grant. */
    record Again(GrantId grant) implements PresentedDeviceCode {}

    record Other(DeviceRedemption answer) implements PresentedDeviceCode {}
}
