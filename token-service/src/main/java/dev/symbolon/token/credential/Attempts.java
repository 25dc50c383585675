package dev.symbolon.token.credential;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.symbolon.core.tenant.TenantId;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How many passwords this node looks at: a bucket of tries per address, which refills with time, and one verification
 * at a time per account. Accounts' own delays are in the log, {@link dev.symbolon.core.credential.CredentialState}.
 */
public final class Attempts {
    private record Bucket(double tries, Instant at) {}

    private static final int STRIPES = 1024;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private final int burst;
    private final Duration refill;
    private final Cache<String, Bucket> buckets;
    private final Semaphore[] accounts = new Semaphore[STRIPES];

    /**
     * @param burst  tries that an address has at once
     * @param refill time until it has one more
     */
    public Attempts(int burst, Duration refill) {
        this.burst = burst;
        this.refill = refill;
        this.buckets = Caffeine.newBuilder()
                .maximumSize(100_000)
                .expireAfterAccess(refill.multipliedBy(burst))
                .build();
        Arrays.setAll(accounts, _ -> new Semaphore(1));
    }

    /** Whether the address has a try left; takes it. */
    public boolean take(String address, Instant now) {
        boolean[] taken = new boolean[1];
        buckets.asMap().compute(network(address), (_, before) -> {
            double tries = before == null ? burst : Math.min(burst, before.tries + gained(before.at, now));
            taken[0] = tries >= 1;
            return new Bucket(taken[0] ? tries - 1 : tries, now);
        });
        return taken[0];
    }

    /**
     * Waits, for two seconds at most, until nobody else is trying that account here. Whether it exists makes no
     * difference.
     *
     * @return whether it is this caller's turn; {@link #end} when done
     */
    public boolean begin(TenantId tenant, String loginIndex) {
        try {
            return account(tenant, loginIndex).tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    public void end(TenantId tenant, String loginIndex) {
        account(tenant, loginIndex).release();
    }

    private Semaphore account(TenantId tenant, String loginIndex) {
        return accounts[Math.floorMod(Objects.hash(tenant, loginIndex), STRIPES)];
    }

    private double gained(Instant from, Instant to) {
        return Math.max(0, (double) Duration.between(from, to).toMillis() / refill.toMillis());
    }

    /** An IPv6 subscriber has a whole /64 to try from. */
    private static String network(String address) {
        try {
            byte[] bytes = InetAddress.ofLiteral(address).getAddress();
            return HexFormat.of().formatHex(bytes.length == 16 ? Arrays.copyOf(bytes, 8) : bytes);
        } catch (IllegalArgumentException _) {
            return address;
        }
    }
}
