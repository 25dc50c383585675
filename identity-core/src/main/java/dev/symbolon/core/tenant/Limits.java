package dev.symbolon.core.tenant;

import java.time.Duration;

/**
 * How much may be asked of each node on behalf of a tenant, at the endpoints that clients call and send browsers to.
 *
 * @param client for each client that has proved, or as a public one named, itself; and as much again for browsers that ask in
 *               its name
 * @param tenant for all of them together
 */
public record Limits(Limit client, Limit tenant) {
    /** More than one node on a small machine can answer: it holds back who is out of control, and nobody else. */
    public static final Limits STANDARD =
            new Limits(new Limit(200_000, Duration.ofSeconds(10)), new Limit(400_000, Duration.ofSeconds(10)));

    /** So many requests in any window: all at once, if they like, and then as they are regained, one by one. */
    public record Limit(int requests, Duration window) {}
}
