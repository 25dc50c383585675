package dev.symbolon.token.page;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** A language that the pages speak: its texts are {@code messages/<tag>.properties}. The first is the one to fall back to. */
public enum Language {
    ENGLISH("en"),
    GERMAN("de");

    private static final int MOST_WISHES = 20;

    private final String tag;
    private final Map<String, String> texts;

    Language(String tag) {
        this.tag = tag;
        this.texts = load(tag);
    }

    /** Their tags (RFC 5646), as {@code ui_locales_supported} lists them. */
    public static List<String> tags() {
        return Arrays.stream(values()).map(language -> language.tag).toList();
    }

    /**
     * The first that is spoken: of what the client asked for (OpenID Connect Core §3.1.2.1, {@code ui_locales}), then of what
     * the browser prefers.
     */
    public static Language of(List<String> uiLocales, HttpServletRequest request) {
        return Stream.concat(uiLocales.stream(), accepted(request).stream())
                .limit(MOST_WISHES)
                .flatMap(wish -> named(wish).stream())
                .findFirst()
                .orElse(ENGLISH);
    }

    private static List<String> accepted(HttpServletRequest request) {
        String header = request.getHeader("Accept-Language");
        try {
            return header == null || header.length() > 1000
                    ? List.of()
                    : Locale.LanguageRange.parse(header).stream()
                            .filter(range -> range.getWeight() > 0)
                            .map(Locale.LanguageRange::getRange)
                            .toList();
        } catch (IllegalArgumentException _) {
            return List.of();
        }
    }

    /** A region that isn't known, as in {@code de-AT}, still has a language. */
    private static Optional<Language> named(String wish) {
        String language = wish.split("[-_]", 2)[0].toLowerCase(Locale.ROOT);
        return Arrays.stream(values()).filter(one -> one.tag.equals(language)).findFirst();
    }

    public String tag() {
        return tag;
    }

    public Map<String, String> texts() {
        return texts;
    }

    /** @throws IllegalArgumentException for a key that isn't in the catalogue */
    public String text(String key) {
        return find(key).orElseThrow(() -> new IllegalArgumentException("no text " + key));
    }

    /** The text with these values in the places of its {@code %s}. */
    public String text(String key, Object... values) {
        return text(key).formatted(values);
    }

    public Optional<String> find(String key) {
        return Optional.ofNullable(texts.get(key));
    }

    public String time(Instant at) {
        return DateTimeFormatter.ofPattern(text("account.time"), locale())
                .withZone(ZoneOffset.UTC)
                .format(at);
    }

    /** An app's access to what is a person's, as it is told wherever that person can end it. */
    public String access(String app, Instant since, Instant until) {
        return text("account.access", app, time(since), time(until));
    }

    public Locale locale() {
        return Locale.forLanguageTag(tag);
    }

    private static Map<String, String> load(String tag) {
        Properties all = new Properties();
        try (Reader reader = new InputStreamReader(
                Objects.requireNonNull(Language.class.getResourceAsStream("/messages/" + tag + ".properties")),
                StandardCharsets.UTF_8)) {
            all.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> texts = new HashMap<>();
        all.forEach((key, text) -> texts.put(key.toString(), text.toString()));
        return Map.copyOf(texts);
    }
}
