package dev.symbolon.benchmark;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;

/** Tokens of a service's own, made before they are asked about. */
final class ServiceTokens {
    /** For one connection. */
    static final int MANY = 2_000;

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

    private ServiceTokens() {}
}
