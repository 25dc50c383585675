package dev.symbolon.projection.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** What two states' trees differ in, field by field. */
public final class Differences {

    /**
     * One field.
     *
     * @param path names from the outside in, joined by dots
     */
    public record Difference(String path, Optional<Object> before, Optional<Object> after) {}

    static List<Difference> between(Map<String, Object> before, Map<String, Object> after) {
        Map<String, Object> old = flat(before);
        Map<String, Object> now = flat(after);
        TreeMap<String, Object> paths = new TreeMap<>(old);
        paths.putAll(now);
        List<Difference> differences = new ArrayList<>();
        for (String path : paths.keySet()) {
            if (!Objects.equals(old.get(path), now.get(path))) {
                differences.add(
                        new Difference(path, Optional.ofNullable(old.get(path)), Optional.ofNullable(now.get(path))));
            }
        }
        return differences;
    }

    private static Map<String, Object> flat(Map<String, Object> tree) {
        Map<String, Object> flat = new TreeMap<>();
        flatten("", tree, flat);
        return flat;
    }

    private static void flatten(String path, Map<?, ?> tree, Map<String, Object> into) {
        tree.forEach((name, value) -> {
            String inner = path.isEmpty() ? String.valueOf(name) : path + "." + name;
            // What is personal is one value, not one for each thing that is said about it.
            if (value instanceof Map<?, ?> nested && !nested.containsKey("personal")) {
                flatten(inner, nested, into);
            } else {
                into.put(inner, value);
            }
        });
    }

    private Differences() {}
}
