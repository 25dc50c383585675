package dev.symbolon.token.device;

import dev.symbolon.core.identifier.Randomness;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.ports.decision.Decisions.UndecidedException;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.decision.Waiting;
import dev.symbolon.ports.secret.Handles;
import dev.symbolon.ports.secret.PersonalData;
import dev.symbolon.token.http.Json;
import java.time.Instant;
import java.util.Optional;

/** The requests that wait for a person, by their user codes. */
final class WaitingDevices {
    private static final String KIND = "device";
    private static final String PURPOSE = "device-request";
    private static final int MOST_DRAWS = 5;

    private final Waiting waiting;
    private final Handles handles;
    private final PersonalData personalData;
    private final Randomness randomness;
    private final HybridClock clock;

    WaitingDevices(
            Waiting waiting, Handles handles, PersonalData personalData, Randomness randomness, HybridClock clock) {
        this.waiting = waiting;
        this.handles = handles;
        this.personalData = personalData;
        this.randomness = randomness;
        this.clock = clock;
    }

    /** Lets it wait under a user code that no other request of the tenant has. */
    UserCode add(TenantId tenant, WaitingDevice device) {
        Instant expiresAt = Instant.ofEpochMilli(device.expiresAtMillis());
        String handle = handles.seal(tenant, PURPOSE, Json.write(device), expiresAt);
        for (int i = 0; i < MOST_DRAWS; i++) {
            UserCode code = UserCode.random(randomness);
            if (waiting.await(tenant, KIND, name(tenant, code), handle, expiresAt)) {
                return code;
            }
        }
        throw new UndecidedException("no free user code", new IllegalStateException("drew " + MOST_DRAWS));
    }

    /** What waits under that code; empty when nothing does any more. Callers bound how often anybody may ask. */
    Optional<WaitingDevice> find(TenantId tenant, UserCode code) {
        return waiting.find(tenant, KIND, name(tenant, code))
                .flatMap(handle ->
                        handles.open(tenant, PURPOSE, handle, clock.now().instant()))
                .map(bytes -> Json.read(bytes, WaitingDevice.class));
    }

    /** By a key of the tenant, so that whoever reads the store can't try all codes. */
    private String name(TenantId tenant, UserCode code) {
        return personalData.blindIndex(tenant, "user-code", code.letters());
    }
}
