package dev.symbolon.benchmark;

import dev.symbolon.benchmark.HttpConnection.Header;
import dev.symbolon.benchmark.HttpConnection.Response;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * An app that signs a person out of one browser after the other, by the ID token of each one's session (OpenID Connect
 * RP-Initiated Logout). They are signed in before: the hash of a password takes many times what is measured.
 */
final class Logout implements Load.Operation {
    /** For one connection. */
    private static final int MANY = 50;

    private record SignedIn(List<Header> cookies, String idToken) {}

    private final HttpConnection connection;
    private final String target;
    private final Queue<SignedIn> browsers = new ArrayDeque<>();

    Logout(Profile profile, Profile.Guest guest) throws IOException {
        for (int i = 0; i < MANY; i++) {
            browsers.add(signIn(profile, guest));
        }
        connection = new HttpConnection(profile.issuer());
        target = profile.issuer().getPath() + "/end_session?id_token_hint=";
    }

    private static SignedIn signIn(Profile profile, Profile.Guest guest) throws IOException {
        try (CodeFlow flow = new CodeFlow(profile)) {
            String tokens = flow.redeem(flow.signIn(guest));
            return new SignedIn(flow.cookieHeaders(), TokenRequests.member(tokens, "id_token"));
        }
    }

    @Override
    public void run() throws IOException {
        SignedIn browser =
                Optional.ofNullable(browsers.poll()).orElseThrow(() -> new IOException("nobody is signed in any more"));
        Response answer = connection.get(target + browser.idToken(), browser.cookies());
        // The page that asks a person whether they want to sign out is a 200 as well; it takes no cookie away.
        boolean over = answer.headers("set-cookie").stream().anyMatch(cookie -> cookie.contains("Max-Age=0"));
        if (answer.status() != 200 || !over) {
            throw new UnexpectedAnswerException("end_session", answer.status(), answer.text());
        }
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
