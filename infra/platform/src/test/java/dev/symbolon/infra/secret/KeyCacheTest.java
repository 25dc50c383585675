package dev.symbolon.infra.secret;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.tenant.TenantId;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

final class KeyCacheTest {

    private static final KeyState LIVE = new KeyState.Live(new SecretKeySpec(new byte[32], "AES"));

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final KeyCache cache = new KeyCache(100, nanos::get);

    @Test
    void it_never_holds_more_than_its_limit() {
        for (int i = 0; i < 1000; i++) {
            cache.get(name("k" + i), () -> LIVE);
            assertThat(cache.size()).isLessThanOrEqualTo(100);
        }
        assertThat(cache.size()).isGreaterThan(70);
    }

    @Test
    void a_key_dropped_while_it_was_read_is_not_kept() {
        KeyName name = name("k");
        cache.get(name, () -> {
            cache.drop(name);
            return LIVE;
        });

        assertThat(cache.get(name, KeyState.Destroyed::new)).isInstanceOf(KeyState.Destroyed.class);
    }

    @Test
    void its_life_counts_from_before_the_key_was_read() {
        KeyName name = name("k");
        cache.get(name, () -> {
            nanos.addAndGet(KeyCache.LIFE.toNanos());
            return LIVE;
        });

        assertThat(cache.get(name, KeyState.Destroyed::new)).isInstanceOf(KeyState.Destroyed.class);
    }

    @Test
    void it_asks_once_for_what_it_holds_and_again_for_what_is_absent() {
        AtomicInteger asked = new AtomicInteger();
        for (int i = 0; i < 3; i++) {
            cache.get(name("live"), () -> {
                asked.incrementAndGet();
                return LIVE;
            });
        }
        assertThat(asked).hasValue(1);
        for (int i = 0; i < 3; i++) {
            cache.get(name("absent"), () -> {
                asked.incrementAndGet();
                return new KeyState.Absent();
            });
        }
        assertThat(asked).hasValue(4);
    }

    private static KeyName name(String name) {
        return new KeyName(new TenantId("hotel"), KeyKind.SUBJECT, name);
    }
}
