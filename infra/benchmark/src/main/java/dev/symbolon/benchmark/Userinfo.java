package dev.symbolon.benchmark;

import dev.symbolon.benchmark.HttpConnection.Header;
import dev.symbolon.benchmark.HttpConnection.Response;
import java.io.IOException;
import java.util.List;

/** An app that asks again and again who its person is, by one access token. */
final class Userinfo implements Load.Operation {
    private final HttpConnection connection;
    private final String target;
    private final List<Header> headers;

    Userinfo(Profile profile, Profile.Guest guest) throws IOException {
        String token = TokenRequests.member(CodeFlow.tokens(profile, guest), "access_token");
        connection = new HttpConnection(profile.issuer());
        target = profile.issuer().getPath() + "/userinfo";
        headers = List.of(new Header("Authorization", "Bearer " + token));
    }

    @Override
    public void run() throws IOException {
        Response answer = connection.get(target, headers);
        if (answer.status() != 200) {
            throw new UnexpectedAnswerException("userinfo", answer.status(), answer.text());
        }
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
