package dev.symbolon.benchmark;

import java.io.IOException;

/** A service that asks for a token of its own, again and again. */
final class ClientCredentials implements Load.Operation {
    private final HttpConnection connection;
    private final TokenRequests requests;

    ClientCredentials(Profile profile) throws IOException {
        connection = new HttpConnection(profile.issuer());
        requests = new TokenRequests(connection, profile, profile.service());
    }

    @Override
    public void run() throws IOException {
        requests.ask("grant_type=client_credentials");
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
