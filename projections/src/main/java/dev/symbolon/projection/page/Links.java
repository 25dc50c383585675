package dev.symbolon.projection.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Links to one address with parameters that change: a filter more, a filter less, another page. */
public record Links(String path, Map<String, String> parameters) {
    public Links {
        parameters = Map.copyOf(parameters);
    }

    public Links with(String name, String value) {
        Map<String, String> changed = new TreeMap<>(parameters);
        changed.put(name, value);
        return new Links(path, changed);
    }

    public Links without(String name) {
        Map<String, String> changed = new TreeMap<>(parameters);
        changed.remove(name);
        return new Links(path, changed);
    }

    public Links at(String other) {
        return new Links(other, parameters);
    }

    /** The address, in the same order for the same parameters. */
    public String text() {
        String query = new TreeMap<>(parameters)
                .entrySet().stream()
                        .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                        .collect(Collectors.joining("&"));
        return query.isEmpty() ? path : path + "?" + query;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
