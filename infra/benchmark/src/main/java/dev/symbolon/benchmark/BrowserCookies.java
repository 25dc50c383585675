package dev.symbolon.benchmark;

import java.net.CookieHandler;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** A browser's own: the JDK's sends cookies with a Max-Age in a form that browsers never used. */
public final class BrowserCookies extends CookieHandler {
    private final Map<String, String> values = new ConcurrentHashMap<>();

    @Override
    public Map<String, List<String>> get(URI uri, Map<String, List<String>> headers) {
        String all = values.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
        return all.isEmpty() ? Map.of() : Map.of("Cookie", List.of(all));
    }

    @Override
    public void put(URI uri, Map<String, List<String>> headers) {
        headers.forEach((name, lines) -> {
            if ("set-cookie".equalsIgnoreCase(name)) {
                lines.forEach(line -> keep(line.split(";", 2)[0].split("=", 2), line));
            }
        });
    }

    private void keep(String[] cookie, String line) {
        if (line.contains("Max-Age=0")) {
            values.remove(cookie[0]);
        } else {
            values.put(cookie[0], cookie[1]);
        }
    }

    /** The value of one that was set. */
    public Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }
}
