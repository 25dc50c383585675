package dev.symbolon.admin.console.section;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A list's address with what it is narrowed by. */
record Links(String path, Map<String, String> asked) {
    Links with(String name, String value) {
        Map<String, String> more = new TreeMap<>(asked);
        more.put(name, value);
        return new Links(path, more);
    }

    Links without(String name) {
        Map<String, String> fewer = new TreeMap<>(asked);
        fewer.remove(name);
        return new Links(path, fewer);
    }

    String text() {
        return asked.isEmpty()
                ? path
                : path + "?"
                        + new TreeMap<>(asked)
                                .entrySet().stream()
                                        .map(it -> it.getKey() + "="
                                                + URLEncoder.encode(it.getValue(), StandardCharsets.UTF_8))
                                        .collect(Collectors.joining("&"));
    }
}
