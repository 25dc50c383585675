package dev.symbolon.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Supplier;

/** Tokens of a service's own, made before they are asked about. */
final class ServiceTokens {
    /** For one connection. */
    static final int MANY = 2_000;

    private static final int SOME = 100;

    static Queue<String> make(Profile profile, int count) throws IOException {
        Queue<String> made = new ArrayDeque<>();
        try (HttpConnection connection = new HttpConnection(profile.issuer())) {
            TokenRequests requests = new TokenRequests(connection, profile, profile.service());
            for (int i = 0; i < count; i++) {
                made.add(TokenRequests.member(requests.ask("grant_type=client_credentials"), "access_token"));
            }
        }
        return made;
    }

    /** One after the other without end, some made whenever there are none left. */
    static Supplier<Optional<String>> asTheyAreNeeded(Profile profile) {
        Queue<String> made = new ArrayDeque<>();
        return () -> {
            if (made.isEmpty()) {
                try {
                    made.addAll(make(profile, SOME));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return Optional.of(made.remove());
        };
    }

    private ServiceTokens() {}
}
