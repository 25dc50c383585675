package dev.symbolon.benchmark;

import java.io.IOException;

/** A client that refreshes one person's tokens, each time with the token that it got the last time. */
final class Refresh implements Load.Operation {
    private final HttpConnection connection;
    private final TokenRequests requests;
    private String token;

    Refresh(Profile profile, Profile.Guest guest) throws IOException {
        token = TokenRequests.member(CodeFlow.tokens(profile, guest), "refresh_token");
        connection = new HttpConnection(profile.issuer());
        requests = new TokenRequests(connection, profile, profile.client().credentials());
    }

    @Override
    public void run() throws IOException {
        token = TokenRequests.member(requests.ask("grant_type=refresh_token&refresh_token=" + token), "refresh_token");
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
