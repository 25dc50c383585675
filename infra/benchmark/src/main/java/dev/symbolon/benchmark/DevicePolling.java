package dev.symbolon.benchmark;

import java.io.IOException;
import java.util.List;

/**
 * A device that polls, sooner than it may: the answer costs the same, and nobody gives another. Each poll opens a connection,
 * as Tomcat closes one on which it answered 400, which RFC 8628 §3.5 wants of an answer without tokens.
 */
final class DevicePolling implements Load.Operation {
    private final HttpConnection connection;
    private final String path;
    private final String poll;

    DevicePolling(Profile profile) throws IOException {
        connection = new HttpConnection(profile.issuer());
        path = profile.issuer().getPath();
        String client = "client_id=" + profile.device();
        HttpConnection.Response asked = post("/device_authorization", client + "&scope=openid");
        if (asked.status() != 200) {
            throw new UnexpectedAnswerException("device_authorization", asked.status(), asked.text());
        }
        poll = client + "&grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code&device_code="
                + TokenRequests.member(asked.text(), "device_code");
    }

    @Override
    public void run() throws IOException {
        HttpConnection.Response answer = post("/token", poll);
        String text = answer.text();
        if (answer.status() != 400 || !text.contains("authorization_pending") && !text.contains("slow_down")) {
            throw new UnexpectedAnswerException("poll", answer.status(), text);
        }
    }

    private HttpConnection.Response post(String endpoint, String form) throws IOException {
        return connection.form(path + endpoint, List.of(), form);
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
