package dev.symbolon.token.http;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;

/** A whole HTTP response, made before any of it is sent. */
public record Answer(int status, List<Entry<String, String>> headers, byte[] body) {

    /** RFC 9700 §4.12: never 307 or 308, which would send a form's content on. */
    public static Answer redirect(String location) {
        return new Answer(
                303, List.of(Map.entry("Location", location), Map.entry("Cache-Control", "no-store")), new byte[0]);
    }

    public static Answer json(int status, byte[] body) {
        return new Answer(status, List.of(Map.entry("Content-Type", "application/json")), body);
    }

    public static Answer text(int status, String contentType, String body) {
        return new Answer(
                status, List.of(Map.entry("Content-Type", contentType)), body.getBytes(StandardCharsets.UTF_8));
    }

    public Answer with(String header, String value) {
        List<Entry<String, String>> more = new ArrayList<>(headers);
        more.add(Map.entry(header, value));
        return new Answer(status, List.copyOf(more), body);
    }

    /** RFC 6749 §5.1 and §5.2: whatever holds a token or tells of one. */
    public Answer notStored() {
        return with("Cache-Control", "no-store");
    }

    public void send(HttpServletResponse response) throws IOException {
        response.setStatus(status);
        headers.forEach(header -> response.addHeader(header.getKey(), header.getValue()));
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
