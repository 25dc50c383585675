package dev.symbolon.infra.revocation;

import dev.symbolon.core.grant.GrantId;
import dev.symbolon.core.revocation.Holder;
import dev.symbolon.core.revocation.Voided;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.decision.ControlEvent;
import dev.symbolon.infra.decision.ControlListener;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Revoked grants, and watermarks: tokens issued up to such a clock are void. Applying an event twice, or events in
 * another order, comes to the same. Whatever is here is kept until the last access token that it can concern has expired.
 */
final class RevocationTable implements ControlListener {
    /** No access token lives longer (the policy's rule), and none is issued below a watermark later than its margin. */
    static final Duration KEPT = Duration.ofDays(1).plus(Voided.MARGIN.multipliedBy(2));

    private static final long SWEEP_MILLIS = Duration.ofMinutes(1).toMillis();

    private final Clock wall;
    private final ConcurrentMap<Voided.Before, HybridTime> watermarks = new ConcurrentHashMap<>();
    private final ConcurrentMap<GrantKey, Instant> grants = new ConcurrentHashMap<>();
    private final AtomicLong sweptAt = new AtomicLong();

    private record GrantKey(TenantId tenant, GrantId grant) {}

    RevocationTable(Clock wall) {
        this.wall = wall;
    }

    @Override
    public void heard(ControlEvent event) {
        Instant now = wall.instant();
        Instant until = event.clock().instant().plus(KEPT);
        if (until.isBefore(now)) {
            return;
        }
        Voided.by(event.event(), event.sequence()).ifPresent(voided -> {
            switch (voided) {
                case Voided.OneGrant(TenantId tenant, GrantId grant, Instant expiresAt) ->
                    grants.put(new GrantKey(tenant, grant), expiresAt.isBefore(until) ? expiresAt : until);
                case Voided.Before before ->
                    watermarks.merge(
                            before,
                            Voided.watermark(event.clock()),
                            (one, other) -> one.compareTo(other) > 0 ? one : other);
            }
        });
        sweep(now);
    }

    boolean voids(Holder holder, GrantId grant, HybridTime issued) {
        return !grants.isEmpty() && grants.containsKey(new GrantKey(holder.tenant(), grant))
                || issued.compareTo(above(holder)) <= 0;
    }

    /** The highest watermark over the holder; zero if there is none. */
    HybridTime above(Holder holder) {
        if (watermarks.isEmpty()) {
            return HybridTime.ZERO;
        }
        HybridTime highest = HybridTime.ZERO;
        for (Voided.Before over : holder.watermarks()) {
            HybridTime watermark = watermarks.get(over);
            if (watermark != null && watermark.compareTo(highest) > 0) {
                highest = watermark;
            }
        }
        return highest;
    }

    /** The clock of the last event that voided what the holder had. */
    Optional<HybridTime> voidedAt(Holder holder) {
        HybridTime above = above(holder);
        return above.equals(HybridTime.ZERO)
                ? Optional.empty()
                : Optional.of(new HybridTime(above.value() - (Voided.MARGIN.toMillis() << 16)));
    }

    /** Drops what concerns expired tokens only, at most once a minute. */
    private void sweep(Instant now) {
        long last = sweptAt.get();
        if (now.toEpochMilli() - last < SWEEP_MILLIS || !sweptAt.compareAndSet(last, now.toEpochMilli())) {
            return;
        }
        grants.values().removeIf(until -> until.isBefore(now));
        HybridTime oldest = Voided.watermark(HybridTime.atMillis(now.minus(KEPT).toEpochMilli()));
        watermarks.values().removeIf(watermark -> watermark.compareTo(oldest) < 0);
    }

    int size() {
        return grants.size() + watermarks.size();
    }
}
