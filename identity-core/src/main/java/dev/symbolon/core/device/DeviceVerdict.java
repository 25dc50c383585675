package dev.symbolon.core.device;

import dev.symbolon.core.authorization.ApprovedAccess;
import dev.symbolon.core.authorization.ConsentGround;

/** What a person said to a device's request. They are asked each time: RFC 8628 §5.4. */
public sealed interface DeviceVerdict {
    record Approve(ApprovedAccess access, ConsentGround ground) implements DeviceVerdict {}

    record Deny() implements DeviceVerdict {}
}
