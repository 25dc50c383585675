package dev.symbolon.token.running;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Values that must turn up nowhere, in whatever form. */
public final class Planted {
    private static final int SHORTEST = 8;

    private record Form(String name, byte[] bytes) {}

    /** By their first two bytes, so that one pass over a place looks for all. */
    private final Map<Integer, List<Form>> forms = new HashMap<>();

    private final Map<String, String> values = new HashMap<>();

    /** Plants the value; it, so that it can be used at once. */
    public String plant(String name, String value) {
        if (value.length() < SHORTEST) {
            throw new IllegalArgumentException("too short to be told from chance: " + name);
        }
        values.put(name, value);
        byte[] plain = value.getBytes(StandardCharsets.UTF_8);
        add(name, value);
        add(name + " URL-encoded", URLEncoder.encode(value, StandardCharsets.UTF_8));
        add(name + " in hex", HexFormat.of().formatHex(plain));
        add(name + " in HEX", HexFormat.of().formatHex(plain).toUpperCase(Locale.ROOT));
        for (int shift = 0; shift < 3; shift++) {
            byte[] shifted = new byte[plain.length + shift];
            System.arraycopy(plain, 0, shifted, shift, plain.length);
            String whole = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            // The characters at both ends hold bits of what stands beside the value.
            String inner = whole.substring(shift == 0 ? 0 : shift + 1, shifted.length * 8 / 6);
            add(name + " in base64", inner);
            add(name + " in base64url", inner.replace('+', '-').replace('/', '_'));
        }
        return value;
    }

    public Map<String, String> values() {
        return Map.copyOf(values);
    }

    private void add(String name, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        forms.computeIfAbsent(start(bytes, 0), _ -> new ArrayList<>()).add(new Form(name, bytes));
    }

    /** The names of what is there. */
    public List<String> foundIn(byte[] place) {
        List<String> found = new ArrayList<>();
        boolean[] starts = new boolean[1 << 16];
        forms.keySet().forEach(start -> starts[start] = true);
        for (int at = 0; at + 1 < place.length; at++) {
            int start = start(place, at);
            if (starts[start]) {
                for (Form form : forms.get(start)) {
                    if (stands(form.bytes, place, at) && !found.contains(form.name)) {
                        found.add(form.name);
                    }
                }
            }
        }
        return found;
    }

    private static int start(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
    }

    private static boolean stands(byte[] wanted, byte[] place, int at) {
        if (at + wanted.length > place.length) {
            return false;
        }
        for (int i = 2; i < wanted.length; i++) {
            if (wanted[i] != place[at + i]) {
                return false;
            }
        }
        return true;
    }
}
