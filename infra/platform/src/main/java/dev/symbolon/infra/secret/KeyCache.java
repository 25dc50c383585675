package dev.symbolon.infra.secret;

import dev.symbolon.core.tenant.TenantId;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Keys in memory for 60 seconds at most, counted from before they were read: an erasure that this node never hears of
 * takes effect within that time.
 */
final class KeyCache {

    static final Duration LIFE = Duration.ofSeconds(60);

    private record Held(KeyState state, long until) {}

    private final Map<KeyName, Held> held = new ConcurrentHashMap<>();
    private final AtomicLong drops = new AtomicLong();
    private final int limit;
    private final LongSupplier nanos;

    KeyCache(int limit, LongSupplier nanos) {
        this.limit = limit;
        this.nanos = nanos;
    }

    KeyState get(KeyName name, Supplier<KeyState> load) {
        long now = nanos.getAsLong();
        Held known = held.get(name);
        if (known != null && now - known.until < 0) {
            return known.state;
        }
        long dropsBefore = drops.get();
        KeyState state = load.get();
        if (!(state instanceof KeyState.Absent)) {
            keep(name, new Held(state, now + LIFE.toNanos()), dropsBefore);
        }
        return state;
    }

    void drop(KeyName name) {
        drops.incrementAndGet();
        held.remove(name);
    }

    void drop(TenantId tenant) {
        drops.incrementAndGet();
        held.keySet().removeIf(name -> name.tenant().equals(tenant));
    }

    int size() {
        return held.size();
    }

    private void keep(KeyName name, Held fresh, long dropsBefore) {
        if (held.size() >= limit) {
            makeRoom();
        }
        held.put(name, fresh);
        // What was read before a drop must not outlive it, whichever of the two came first.
        if (drops.get() != dropsBefore) {
            held.remove(name, fresh);
        }
    }

    /** Removes what has expired; if that isn't a quarter, whatever comes first, for any key can be read again. */
    private synchronized void makeRoom() {
        if (held.size() < limit) {
            return;
        }
        long now = nanos.getAsLong();
        held.values().removeIf(entry -> now - entry.until >= 0);
        Iterator<Held> rest = held.values().iterator();
        while (held.size() > limit - limit / 4 && rest.hasNext()) {
            rest.next();
            rest.remove();
        }
    }
}
