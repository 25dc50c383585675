package dev.symbolon.core.device;

/** What became of a person's answer to a device's request. */
public sealed interface DeviceOutcome {
    record Approved() implements DeviceOutcome {}

    record Denied() implements DeviceOutcome {}

    /** Somebody answered before: a page sent twice, or a user code typed twice. Nothing was written. */
    record AlreadyDecided() implements DeviceOutcome {}

    /** The device has to ask anew. Nothing was written. */
    record Expired() implements DeviceOutcome {}

    /** The session ended meanwhile, so nobody is signed in any more. Nothing was written. */
    record SessionOver() implements DeviceOutcome {}
}
