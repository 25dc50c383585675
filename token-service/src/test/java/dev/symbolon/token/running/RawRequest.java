package dev.symbolon.token.running;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A request as bytes: what no client library would send. */
public final class RawRequest {
    private static final int PATIENCE = (int) Duration.ofSeconds(10).toMillis();

    /** The whole answer, until the server closes the connection. */
    public static String send(RunningPlatform.Node node, String request) {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), node.address().getPort())) {
            socket.setSoTimeout(PATIENCE);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RawRequest() {}
}
