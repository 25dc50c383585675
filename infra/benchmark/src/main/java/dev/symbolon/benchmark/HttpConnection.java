package dev.symbolon.benchmark;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * One kept-alive HTTP/1.1 connection, opened again where the server says that it closes it, and where it was idle for so
 * long that the server may have; as thin as it can be: the load driver shares two cores with what it measures, so that
 * every microsecond of a richer client would come out of the server's time.
 */
final class HttpConnection implements AutoCloseable {

    /** A response; header names in lower case. */
    record Response(int status, List<Header> headers, byte[] body) {
        Optional<String> header(String name) {
            return headers.stream()
                    .filter(header -> header.name().equals(name))
                    .map(Header::value)
                    .findFirst();
        }

        List<String> headers(String name) {
            return headers.stream()
                    .filter(header -> header.name().equals(name))
                    .map(Header::value)
                    .toList();
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    record Header(String name, String value) {}

    private record Open(Socket socket, InputStream in, OutputStream out) {
        static Open to(URI server) throws IOException {
            Socket socket = new Socket(server.getHost(), server.getPort());
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(30_000);
            return new Open(socket, new BufferedInputStream(socket.getInputStream(), 16_384), socket.getOutputStream());
        }
    }

    /** Less than any server waits for the next request. */
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final URI server;
    private Open open;
    private boolean ended;
    private long usedNanos = System.nanoTime();

    HttpConnection(URI server) throws IOException {
        this.server = server;
        this.open = Open.to(server);
    }

    Response get(String target, List<Header> headers) throws IOException {
        return send("GET", target, headers, new byte[0]);
    }

    Response form(String target, List<Header> headers, String form) throws IOException {
        List<Header> all = new ArrayList<>(headers);
        all.add(new Header("Content-Type", "application/x-www-form-urlencoded"));
        return send("POST", target, all, form.getBytes(StandardCharsets.UTF_8));
    }

    Response json(String target, List<Header> headers, byte[] body) throws IOException {
        List<Header> all = new ArrayList<>(headers);
        all.add(new Header("Content-Type", "application/json"));
        return send("POST", target, all, body);
    }

    private Response send(String method, String target, List<Header> headers, byte[] body) throws IOException {
        StringBuilder head = new StringBuilder(512);
        head.append(method)
                .append(' ')
                .append(target)
                .append(" HTTP/1.1\r\nHost: ")
                .append(server.getAuthority())
                .append("\r\n");
        for (Header header : headers) {
            head.append(header.name()).append(": ").append(header.value()).append("\r\n");
        }
        if (method.equals("POST")) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        head.append("\r\n");
        byte[] headBytes = head.toString().getBytes(StandardCharsets.ISO_8859_1);
        byte[] request = new byte[headBytes.length + body.length];
        System.arraycopy(headBytes, 0, request, 0, headBytes.length);
        System.arraycopy(body, 0, request, headBytes.length, body.length);
        if (ended || System.nanoTime() - usedNanos > IDLE_NANOS) {
            open.socket().close();
            open = Open.to(server);
            ended = false;
        }
        open.out().write(request);
        open.out().flush();
        Response received = receive();
        usedNanos = System.nanoTime();
        return received;
    }

    private Response receive() throws IOException {
        String statusLine = line();
        int status = Integer.parseInt(statusLine.substring(9, 12));
        List<Header> headers = new ArrayList<>(16);
        int length = 0;
        boolean chunked = false;
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
            String value = line.substring(colon + 1).strip();
            headers.add(new Header(name, value));
            if (name.equals("content-length")) {
                length = Integer.parseInt(value);
            } else if (name.equals("transfer-encoding")) {
                chunked = value.equalsIgnoreCase("chunked");
            } else if (name.equals("connection") && value.equalsIgnoreCase("close")) {
                ended = true;
            }
        }
        return new Response(status, headers, chunked ? chunks() : exactly(length));
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            body.write(exactly(size));
            line();
        }
        line();
        return body.toByteArray();
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = open.in().readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the server closed the connection in a body");
        }
        return bytes;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int c = open.in().read(); c != '\n'; c = open.in().read()) {
            if (c < 0) {
                throw new EOFException("the server closed the connection");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        open.socket().close();
    }
}
