package dev.symbolon.core.sample;

import dev.symbolon.core.identifier.Randomness;
import dev.symbolon.core.tenant.TenantId;
import java.time.Instant;
import java.util.Random;

/** Where the sensible samples are found: each is right as it is, and one word away from being wrong. */
public final class Samples {

    /** When samples happen. */
    public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    /** Where samples happen: the Grand Hotel. */
    public static final TenantId TENANT = new TenantId("grandhotel00000000000000aa");

    public static TenantSample aTenant() {
        return new TenantSample();
    }

    public static ClientSample aClient() {
        return new ClientSample();
    }

    public static ResourceSample aResource() {
        return new ResourceSample();
    }

    public static UserSample aUser() {
        return new UserSample();
    }

    public static SessionSample aSession() {
        return new SessionSample();
    }

    public static AuthorizationSample anAuthorization() {
        return new AuthorizationSample();
    }

    /** The same bytes at every run. */
    public static Randomness seeded(long seed) {
        Random random = new Random(seed);
        return length -> {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            return bytes;
        };
    }

    private Samples() {}
}
