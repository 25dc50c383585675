package dev.symbolon.infra.outbound;

import dev.symbolon.ports.outbound.Outbound.Failure;
import dev.symbolon.ports.outbound.Outbound.Reply;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One HTTP/1.1 exchange on a connection of its own (RFC 9112), each part of the answer bounded. */
final class Wire {
    private static final int LARGEST_HEAD = 16 * 1024;

    /** A call's content. */
    record Request(String method, URI address, Optional<String> contentType, byte[] body) {
        static Request get(URI address) {
            return new Request("GET", address, Optional.empty(), new byte[0]);
        }

        static Request post(URI address, String contentType, byte[] body) {
            return new Request("POST", address, Optional.of(contentType), body);
        }

        /** A parsed URI holds no line break, so what was registered adds no header. */
        private byte[] head() {
            String path = address.getRawPath() == null || address.getRawPath().isEmpty() ? "/" : address.getRawPath();
            String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
            String host = address.getHost() + (address.getPort() < 0 ? "" : ":" + address.getPort());
            String text = method + " " + path + query + " HTTP/1.1\r\nHost: " + host
                    + "\r\nUser-Agent: symbolon\r\nAccept: */*\r\nAccept-Encoding: identity\r\nConnection: close\r\n"
                    + contentType.map(type -> "Content-Type: " + type + "\r\n").orElse("")
                    + (method.equals("GET") ? "" : "Content-Length: " + body.length + "\r\n") + "\r\n";
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }

    /** An answer that isn't HTTP, or holds more than it may. */
    private static final class Unreadable extends IOException {
        private final Failure failure;

        Unreadable(Failure failure) {
            super(failure.name());
            this.failure = failure;
        }
    }

    static Reply exchange(Socket socket, Request request, int largest) throws IOException {
        socket.getOutputStream().write(request.head());
        socket.getOutputStream().write(request.body());
        socket.getOutputStream().flush();
        try {
            return answer(new BufferedInputStream(socket.getInputStream()), largest);
        } catch (Unreadable e) {
            return new Reply.Failed(e.failure);
        }
    }

    private static Reply answer(InputStream in, int largest) throws IOException {
        int[] room = {LARGEST_HEAD};
        int status = status(line(in, room));
        Map<String, String> headers = headers(in, room);
        if (status < 200) {
            throw new Unreadable(Failure.MALFORMED);
        }
        if (status >= 300 && status < 400) {
            throw new Unreadable(Failure.REDIRECTED);
        }
        byte[] body = status == 204 ? new byte[0] : body(in, headers, largest);
        return new Reply.Answered(status, Optional.ofNullable(headers.get("content-type")), body);
    }

    private static int status(String line) throws Unreadable {
        if (!line.matches("HTTP/1\\.[01] [1-5][0-9]{2}( .*)?")) {
            throw new Unreadable(Failure.MALFORMED);
        }
        return Integer.parseInt(line.substring(9, 12));
    }

    private static Map<String, String> headers(InputStream in, int[] room) throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (String line = line(in, room); !line.isEmpty(); line = line(in, room)) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new Unreadable(Failure.MALFORMED);
            }
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return headers;
    }

    private static byte[] body(InputStream in, Map<String, String> headers, int largest) throws IOException {
        if ("chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
            return chunks(in, largest);
        }
        return bounded(in, length(headers.get("content-length")), largest);
    }

    /** The announced length; without one, all until the connection ends. */
    private static int length(@Nullable String announced) throws Unreadable {
        if (announced == null) {
            return Integer.MAX_VALUE;
        }
        if (!announced.matches("[0-9]{1,9}")) {
            throw new Unreadable(announced.matches("[0-9]+") ? Failure.TOO_LARGE : Failure.MALFORMED);
        }
        return Integer.parseInt(announced);
    }

    private static byte[] bounded(InputStream in, int length, int largest) throws IOException {
        if (length != Integer.MAX_VALUE && length > largest) {
            throw new Unreadable(Failure.TOO_LARGE);
        }
        byte[] body = in.readNBytes(Math.min(length, largest + 1));
        if (body.length > largest) {
            throw new Unreadable(Failure.TOO_LARGE);
        }
        if (length != Integer.MAX_VALUE && body.length < length) {
            throw new Unreadable(Failure.MALFORMED);
        }
        return body;
    }

    /** RFC 9112 §7.1; trailers are left where they are. */
    private static byte[] chunks(InputStream in, int largest) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            String line = line(in, new int[] {256});
            int end = line.indexOf(';');
            String size = (end < 0 ? line : line.substring(0, end)).strip();
            if (!size.matches("[0-9a-fA-F]{1,7}")) {
                throw new Unreadable(Failure.MALFORMED);
            }
            int length = Integer.parseInt(size, 16);
            if (length == 0) {
                return body.toByteArray();
            }
            body.writeBytes(bounded(in, length, largest - body.size()));
            if (!line(in, new int[] {2}).isEmpty()) {
                throw new Unreadable(Failure.MALFORMED);
            }
        }
    }

    private static String line(InputStream in, int[] room) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new Unreadable(Failure.MALFORMED);
            }
            if (--room[0] < 0) {
                throw new Unreadable(Failure.TOO_LARGE);
            }
            line.append((char) c);
        }
        int end = line.length();
        return end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
    }

    /** Ends whatever waits on it; of a TLS connection, the socket beneath, which never waits for its peer. */
    static void close(@Nullable Socket socket) {
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException _) {
                // It is as closed as it gets.
            }
        }
    }

    private Wire() {}
}
