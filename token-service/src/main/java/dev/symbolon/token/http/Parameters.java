package dev.symbolon.token.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * The parameters of one request, in their order, of its query or of its body but never of both. Decoded strictly: what
 * isn't UTF-8, or holds a NUL, is no parameter.
 */
public final class Parameters {
    private static final int MOST = 64;

    private record Parameter(String name, String value) {}

    private final List<Parameter> all;

    private Parameters(List<Parameter> all) {
        this.all = all;
    }

    /** @throws HttpRefusal 400 when it can't be read */
    public static Parameters parse(String encoded) {
        List<Parameter> all = new ArrayList<>();
        int from = 0;
        while (from < encoded.length()) {
            int end = encoded.indexOf('&', from);
            end = end < 0 ? encoded.length() : end;
            if (end > from) {
                int equals = encoded.indexOf('=', from);
                equals = equals < 0 || equals > end ? end : equals;
                String value = equals == end ? "" : decode(encoded, equals + 1, end);
                all.add(new Parameter(decode(encoded, from, equals), value));
            }
            if (all.size() > MOST) {
                throw HttpRefusal.malformed("The request has too many parameters.");
            }
            from = end + 1;
        }
        return new Parameters(List.copyOf(all));
    }

    /** The value; empty when it is absent or, as RFC 6749 §3.1 asks, when it is sent without a value. */
    public Optional<String> value(String name) {
        for (Parameter parameter : all) {
            if (parameter.name.equals(name) && !parameter.value.isEmpty()) {
                return Optional.of(parameter.value);
            }
        }
        return Optional.empty();
    }

    public List<String> values(String name) {
        return all.stream()
                .filter(parameter -> parameter.name.equals(name) && !parameter.value.isEmpty())
                .map(Parameter::value)
                .toList();
    }

    /** The words of a space-delimited value, each once. */
    public List<String> words(String name) {
        return value(name)
                .map(text -> List.of(text.split(" ")).stream()
                        .filter(word -> !word.isEmpty())
                        .distinct()
                        .toList())
                .orElse(List.of());
    }

    public boolean has(String name) {
        return value(name).isPresent();
    }

    /** A name that is given more than once though it may not; RFC 6749 §3.1 and §3.2. */
    public Optional<String> repeated(Set<String> repeatable) {
        Set<String> seen = new HashSet<>();
        return all.stream()
                .map(Parameter::name)
                .filter(name -> !seen.add(name) && !repeatable.contains(name))
                .findFirst();
    }

    /** A name whose value is longer than that. */
    public Optional<String> longerThan(int characters) {
        return longerThan(_ -> characters);
    }

    /** A name whose value is longer than that name's may be. */
    public Optional<String> longerThan(ToIntFunction<String> characters) {
        return all.stream()
                .filter(parameter -> parameter.value.length() > characters.applyAsInt(parameter.name))
                .map(Parameter::name)
                .findFirst();
    }

    /** The same parameters again, encoded. */
    public String encoded() {
        return all.stream()
                .map(parameter -> Urls.encode(parameter.name) + "=" + Urls.encode(parameter.value))
                .collect(Collectors.joining("&"));
    }

    /** Decodes {@code application/x-www-form-urlencoded} text, as RFC 6749 appendix B has it. */
    public static String decode(String encoded) {
        return decode(encoded, 0, encoded.length());
    }

    private static String decode(String encoded, int from, int to) {
        byte[] bytes = new byte[to - from];
        int length = 0;
        for (int i = from; i < to; i++) {
            char c = encoded.charAt(i);
            if (c == '%') {
                int high = i + 2 < to ? Character.digit(encoded.charAt(i + 1), 16) : -1;
                int low = i + 2 < to ? Character.digit(encoded.charAt(i + 2), 16) : -1;
                if (high < 0 || low < 0) {
                    throw notText();
                }
                bytes[length++] = (byte) (high << 4 | low);
                i += 2;
            } else if (c == '+') {
                bytes[length++] = ' ';
            } else if (c > 0x20 && c < 0x7f) {
                bytes[length++] = (byte) c;
            } else {
                throw notText();
            }
        }
        return plain(bytes, length)
                ? new String(bytes, 0, length, StandardCharsets.ISO_8859_1)
                : text(ByteBuffer.wrap(bytes, 0, length));
    }

    /** ASCII without a NUL, as nearly all parameters are, is text as it stands. */
    private static boolean plain(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            if (bytes[i] <= 0) {
                return false;
            }
        }
        return true;
    }

    private static String text(ByteBuffer bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(bytes)
                    .toString();
            if (text.indexOf('\0') >= 0) {
                throw notText();
            }
            return text;
        } catch (CharacterCodingException _) {
            throw notText();
        }
    }

    private static HttpRefusal notText() {
        return HttpRefusal.malformed("A parameter isn't properly encoded text.");
    }
}
