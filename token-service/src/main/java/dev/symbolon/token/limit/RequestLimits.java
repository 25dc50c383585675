package dev.symbolon.token.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.client.ClientState;
import dev.symbolon.core.tenant.Limits;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.token.http.HttpRefusal;
import dev.symbolon.token.tenant.ServedTenant;
import dev.symbolon.token.tenant.Tenants;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Holds back who asks too much of this node. Counted are tenants and clients that there are, so that made-up names fill
 * nothing, and a client only when it has proved itself, so that nobody uses up another's share. What browsers ask in a
 * client's name, which anybody can have them do, has a share of its own.
 */
public final class RequestLimits {
    private static final int REMEMBERED = 100_000;

    /** No window is longer: whoever was silent for that long has all of it again. */
    private static final Duration LONGEST_WINDOW = Duration.ofHours(1);

    /** @param share what it is counted for, as the answer's headers name it */
    private record Counted(TenantId tenant, String share, Optional<ClientId> client) {}

    private final Tenants tenants;
    private final LongSupplier nanos;

    /** Of each, until when its requests so far would last if they came evenly: all that must be known of them. */
    private final Cache<Counted, AtomicLong> lasting = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .expireAfterAccess(LONGEST_WINDOW)
            .build();

    /** @param nanos monotonic time */
    public RequestLimits(Tenants tenants, LongSupplier nanos) {
        this.tenants = tenants;
        this.nanos = nanos;
    }

    /** @throws HttpRefusal 429 when the tenant's clients have asked too much together */
    public void take(ServedTenant tenant) {
        take(
                new Counted(tenant.id(), "tenant", Optional.empty()),
                tenants.glance(tenant).limits().tenant());
    }

    /**
     * Counts one request's client: once, however often the request is decided again; 429 as an {@link HttpRefusal} when it
     * has asked too much.
     */
    public Consumer<ClientState> once(ServedTenant tenant) {
        return once(tenant, "client");
    }

    /** The same of a client in whose name a browser asks. */
    public Consumer<ClientState> onceOfBrowsers(ServedTenant tenant) {
        return once(tenant, "browsers");
    }

    private Consumer<ClientState> once(ServedTenant tenant, String share) {
        AtomicBoolean counted = new AtomicBoolean();
        return client -> {
            if (!counted.getAndSet(true)) {
                take(
                        new Counted(tenant.id(), share, Optional.of(client.client())),
                        tenants.glance(tenant).limits().client());
            }
        };
    }

    private void take(Counted who, Limits.Limit limit) {
        long now = nanos.getAsLong();
        long window = limit.window().toNanos();
        long each = window / limit.requests();
        AtomicLong until = lasting.get(who, _ -> new AtomicLong(now));
        while (true) {
            long before = until.get();
            long after = (before - now > 0 ? before : now) + each;
            long tooSoon = after - now - window;
            if (tooSoon > 0) {
                throw tooMany(who.share, limit, tooSoon);
            }
            if (until.compareAndSet(before, after)) {
                return;
            }
        }
    }

    private static HttpRefusal tooMany(String name, Limits.Limit limit, long nanos) {
        return tooMany(name, limit, Duration.ofNanos(nanos));
    }

    /** RFC 6585 §4, and the fields of draft-ietf-httpapi-ratelimit-headers-10. */
    public static HttpRefusal tooMany(String name, Limits.Limit limit, Duration wait) {
        long seconds = Math.max(1, wait.plusNanos(999_999_999).toSeconds());
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Retry-After", Long.toString(seconds));
        headers.put(
                "RateLimit-Policy",
                "\"" + name + "\";q=" + limit.requests() + ";w="
                        + limit.window().toSeconds());
        headers.put("RateLimit", "\"" + name + "\";r=0;t=" + seconds);
        return HttpRefusal.tooMany(headers);
    }
}
