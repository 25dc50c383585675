package dev.symbolon.infra.serialization;

import java.util.List;
import java.util.Map;

/** Writes maps, lists and scalars as YAML 1.2: block style, with every string quoted as in JSON. */
final class Yaml {

    static String of(Map<String, ?> document) {
        StringBuilder out = new StringBuilder();
        mapping(out, document, 0);
        return out.toString();
    }

    private static void mapping(StringBuilder out, Map<?, ?> map, int depth) {
        map.forEach((key, value) -> {
            out.append("  ".repeat(depth)).append(key(key.toString())).append(':');
            value(out, value, depth);
        });
    }

    private static void value(StringBuilder out, Object value, int depth) {
        switch (value) {
            case Map<?, ?> map when map.isEmpty() -> out.append(" {}\n");
            case Map<?, ?> map -> {
                out.append('\n');
                mapping(out, map, depth + 1);
            }
            case List<?> list -> {
                out.append('\n');
                for (Object item : list) {
                    out.append("  ".repeat(depth + 1)).append('-');
                    if (item instanceof Map<?, ?> map) {
                        StringBuilder block = new StringBuilder();
                        mapping(block, map, depth + 2);
                        out.append(' ').append(block.substring(2 * (depth + 2)));
                    } else {
                        value(out, item, depth + 1);
                    }
                }
            }
            case String text -> out.append(' ').append(quoted(text)).append('\n');
            default -> out.append(' ').append(value).append('\n');
        }
    }

    private static String key(String key) {
        return key.matches("[A-Za-z][A-Za-z0-9_.-]*") ? key : quoted(key);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private Yaml() {}
}
