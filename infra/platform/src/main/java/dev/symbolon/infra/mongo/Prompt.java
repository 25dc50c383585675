package dev.symbolon.infra.mongo;

import com.mongodb.client.MongoCollection;
import java.util.concurrent.TimeUnit;

/**
 * For what somebody waits for: one operation of the store takes three seconds at most, the driver's own second try and the
 * wait for a connection included. A store that doesn't answer is met twice, then, within what a request may take; and a
 * commit whose answer got lost is settled before its caller has to be told that nobody knows.
 */
public final class Prompt {
    private static final long MILLIS = 3_000;

    public static <T> MongoCollection<T> of(MongoCollection<T> collection) {
        return collection.withTimeout(MILLIS, TimeUnit.MILLISECONDS);
    }

    private Prompt() {}
}
