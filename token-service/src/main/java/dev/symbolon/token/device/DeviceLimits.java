package dev.symbolon.token.device;

import dev.symbolon.core.tenant.Limits;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.UserId;
import dev.symbolon.token.TokenSettings;
import dev.symbolon.token.http.Buckets;
import dev.symbolon.token.http.HttpRefusal;
import dev.symbolon.token.limit.RequestLimits;
import java.time.Duration;
import java.time.Instant;

/** How many device requests wait, and how many user codes are tried, at this node (RFC 8628 §5.1 and §5.2). */
final class DeviceLimits {
    private final TokenSettings.Device settings;
    private final Buckets addressRequests;
    private final Buckets tenantRequests;
    private final Buckets guesses;
    private final Buckets tenantGuesses;

    DeviceLimits(TokenSettings.Device settings) {
        this.settings = settings;
        this.addressRequests = new Buckets(settings.addressRequests(), settings.addressRequestRefill());
        this.tenantRequests = new Buckets(settings.tenantRequests(), settings.tenantRequestRefill());
        this.guesses = new Buckets(settings.guesses(), settings.guessRefill());
        this.tenantGuesses = new Buckets(settings.tenantGuesses(), settings.tenantGuessRefill());
    }

    Duration life() {
        return settings.life();
    }

    Duration interval() {
        return settings.interval();
    }

    /** @throws HttpRefusal 429 when the address, or the whole tenant, has too many devices ask */
    void takeRequest(TenantId tenant, String address, Instant now) {
        if (!addressRequests.take(Buckets.network(address), now)) {
            throw tooMany("address", settings.addressRequests(), settings.addressRequestRefill());
        }
        if (!tenantRequests.take(tenant.value(), now)) {
            throw tooMany("devices", settings.tenantRequests(), settings.tenantRequestRefill());
        }
    }

    private static HttpRefusal tooMany(String name, int burst, Duration refill) {
        return RequestLimits.tooMany(name, new Limits.Limit(burst, refill.multipliedBy(burst)), refill);
    }

    /** Each of the three limits counts by itself; a code is looked at only when all have something left. */
    boolean mayGuess(TenantId tenant, UserId person, String address, Instant now) {
        return guesses.take("a " + Buckets.network(address), now)
                && guesses.take("p " + tenant.value() + " " + person.value(), now)
                && tenantGuesses.take(tenant.value(), now);
    }
}
