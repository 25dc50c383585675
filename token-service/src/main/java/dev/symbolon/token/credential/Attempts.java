package dev.symbolon.token.credential;

import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.token.http.Buckets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How many passwords this node looks at: a bucket of tries per address, which refills with time, and one verification
 * at a time per account. Accounts' own delays are in the log, {@link dev.symbolon.core.credential.CredentialState}.
 */
public final class Attempts {
    private static final int STRIPES = 1024;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private final Buckets addresses;
    private final Semaphore[] accounts = new Semaphore[STRIPES];

    /**
     * @param burst  tries that an address has at once
     * @param refill time until it has one more
     */
    public Attempts(int burst, Duration refill) {
        this.addresses = new Buckets(burst, refill);
        Arrays.setAll(accounts, _ -> new Semaphore(1));
    }

    /** Whether the address has a try left; takes it. */
    public boolean take(String address, Instant now) {
        return addresses.take(Buckets.network(address), now);
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
}
