package dev.symbolon.infra.secret;

import dev.symbolon.core.identifier.Randomness;
import dev.symbolon.core.tenant.TenantId;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The hierarchy of keys: the master key wraps each tenant's, and that wraps the tenant's others. */
final class KeyStore {

    private static final int KEY_BYTES = 32;
    private static final int CACHED = 100_000;
    private static final int PAGE = 500;

    private final KeyRecords records;
    private final MasterKey master;
    private final Randomness randomness;
    private final KeyCache cache;
    private final Consumer<TenantId> erasures;

    /**
     * @param erasures returns when the tenant's erased have no key here any more, or throws
     * @param nanos    monotonic time, which keys in memory age by
     */
    KeyStore(
            KeyRecords records,
            MasterKey master,
            Randomness randomness,
            Consumer<TenantId> erasures,
            LongSupplier nanos) {
        this.records = records;
        this.erasures = erasures;
        this.master = master;
        this.randomness = randomness;
        this.cache = new KeyCache(CACHED, nanos);
    }

    /**
     * Returns when what is stored of the tenant may be used.
     *
     * @throws KeysUnavailableException when that isn't known
     */
    void require(TenantId tenant) {
        erasures.accept(tenant);
    }

    /** What there is, at most 60 seconds ago. */
    KeyState find(KeyName name) {
        return cache.get(name, () -> {
            require(name.tenant());
            return records.find(name).map(record -> opened(name, record)).orElseGet(KeyState.Absent::new);
        });
    }

    /**
     * The key, made and durable before this returns if there was none.
     *
     * @throws SubjectErasedException when it was destroyed
     */
    SecretKey obtain(KeyName name) {
        KeyState state = find(name);
        if (state instanceof KeyState.Absent) {
            state = make(name);
        }
        return switch (state) {
            case KeyState.Live live -> live.key();
            case KeyState.Destroyed _ -> throw new SubjectErasedException("key " + name + " was destroyed");
            case KeyState.Absent _ -> throw new IllegalStateException("key " + name + " wasn't kept");
        };
    }

    /** Whether there is a tombstone, by the store. */
    boolean destroyed(KeyName name) {
        return records.find(name)
                .filter(KeyRecords.Stored.Tombstone.class::isInstance)
                .isPresent();
    }

    /** Destroys the key, here at once and on other nodes within the life of their caches. */
    void destroy(KeyName name) {
        records.bury(name);
        cache.drop(name);
    }

    /** The same, unless there is its tombstone already; whether there wasn't. */
    boolean destroyIfAlive(KeyName name) {
        boolean alive = !destroyed(name);
        if (alive) {
            destroy(name);
        }
        return alive;
    }

    /** Destroys all of the tenant's keys but its own, which wraps what comes after, and today's; how many were alive. */
    int destroyAll(TenantId tenant) {
        int destroyed = 0;
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        Optional<KeyName> last = Optional.empty();
        List<KeyRecords.Named> some;
        do {
            some = records.of(tenant, last, PAGE);
            for (KeyRecords.Named one : some) {
                last = Optional.of(one.name());
                destroyed += one.alive() && destroyed(one.name(), today) ? 1 : 0;
            }
        } while (some.size() == PAGE);
        cache.drop(tenant);
        return destroyed;
    }

    private boolean destroyed(KeyName name, LocalDate today) {
        return switch (name.kind()) {
            case TENANT -> false;
            case DAY -> {
                // A day's key has no tombstone; and today's, made anew, would be another under the same name.
                boolean over = name.name().compareTo(today.toString()) < 0;
                if (over) {
                    records.remove(name);
                }
                yield over;
            }
            case SUBJECT, INDEX, HANDLE, REFRESH, VAULT -> {
                records.bury(name);
                yield true;
            }
        };
    }

    /** Forgets what is cached of the tenant, because another node destroyed it. */
    void forget(TenantId tenant) {
        cache.drop(tenant);
    }

    /** Forgets what is cached, because another node destroyed the key. */
    void forget(KeyName name) {
        cache.drop(name);
    }

    String wrap(KeyName name, byte[] secret) {
        return name.kind() == KeyKind.TENANT
                ? master.wrap(secret, name.toString())
                : tenantKey(name.tenant()).wrap(secret, name.toString(), randomness);
    }

    byte[] unwrap(KeyName name, String wrapped) {
        return name.kind() == KeyKind.TENANT
                ? master.unwrap(wrapped, name.toString())
                : tenantKey(name.tenant()).unwrap(wrapped, name.toString());
    }

    private KeyState make(KeyName name) {
        String wrapped = wrap(name, randomness.bytes(KEY_BYTES));
        // Racing creators, on whatever node, all go on with the one key that landed.
        return cache.get(name, () -> opened(name, records.keepFirst(name, wrapped)));
    }

    private KeyState opened(KeyName name, KeyRecords.Stored record) {
        return switch (record) {
            case KeyRecords.Stored.Wrapped wrapped ->
                new KeyState.Live(new SecretKeySpec(unwrap(name, wrapped.text()), "AES"));
            case KeyRecords.Stored.Tombstone _ -> new KeyState.Destroyed();
        };
    }

    private WrappingKey tenantKey(TenantId tenant) {
        KeyName name = KeyName.ofTenant(tenant);
        return new WrappingKey(name.name(), obtain(name));
    }
}
