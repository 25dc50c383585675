package dev.symbolon.benchmark;

import dev.symbolon.benchmark.HttpConnection.Response;
import java.io.IOException;
import java.util.List;

/** An app on a device, which has no secret, on a connection of its own (RFC 8628). */
final class Device implements AutoCloseable {
    private final HttpConnection connection;
    private final String path;
    private final String client;

    Device(Profile profile) throws IOException {
        connection = new HttpConnection(profile.issuer());
        path = profile.issuer().getPath();
        client = "client_id=" + profile.device();
    }

    /** What it is answered when it asks for access, as JSON. */
    String ask() throws IOException {
        Response asked = post("/device_authorization", client + "&scope=openid");
        if (asked.status() != 200) {
            throw new UnexpectedAnswerException("device_authorization", asked.status(), asked.text());
        }
        return asked.text();
    }

    Response poll(String deviceCode) throws IOException {
        return post(
                "/token",
                client + "&grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code&device_code="
                        + deviceCode);
    }

    private Response post(String endpoint, String form) throws IOException {
        return connection.form(path + endpoint, List.of(), form);
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
