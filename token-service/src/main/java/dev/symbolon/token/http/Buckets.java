package dev.symbolon.token.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;

/** How often something may be tried on this node: a bucket of tries for each who tries, which refills with time. */
public final class Buckets {
    private record Bucket(double tries, Instant at) {}

    private final int burst;
    private final Duration refill;
    private final Cache<String, Bucket> buckets;

    /**
     * @param burst  tries that one has at once
     * @param refill time until it has one more
     */
    public Buckets(int burst, Duration refill) {
        this.burst = burst;
        this.refill = refill;
        this.buckets = Caffeine.newBuilder()
                .maximumSize(100_000)
                .expireAfterAccess(refill.multipliedBy(burst))
                .build();
    }

    /** Whether that one has a try left; takes it. */
    public boolean take(String who, Instant now) {
        boolean[] taken = new boolean[1];
        buckets.asMap().compute(who, (_, before) -> {
            double tries = before == null ? burst : Math.min(burst, before.tries + gained(before.at, now));
            taken[0] = tries >= 1;
            return new Bucket(taken[0] ? tries - 1 : tries, now);
        });
        return taken[0];
    }

    /** Whom an address stands for: an IPv6 subscriber has a whole /64 to try from. */
    public static String network(String address) {
        try {
            byte[] bytes = InetAddress.ofLiteral(address).getAddress();
            return HexFormat.of().formatHex(bytes.length == 16 ? Arrays.copyOf(bytes, 8) : bytes);
        } catch (IllegalArgumentException _) {
            return address;
        }
    }

    private double gained(Instant from, Instant to) {
        return Math.max(0, (double) Duration.between(from, to).toMillis() / refill.toMillis());
    }
}
