package dev.symbolon.projection.audit;

import dev.symbolon.projection.http.AuditRefusal;
import dev.symbolon.projection.http.Question;
import dev.symbolon.projection.http.Questions;
import dev.symbolon.projection.http.Window;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads a search out of a request's parameters. */
final class AuditQueries {
    private static final int MOST_WORDS = 6;

    /** @throws AuditRefusal when a filter can't be met by anything */
    static AuditQuery read(Question question) {
        return read(question.parameters(), question.window());
    }

    /** @throws AuditRefusal when a filter can't be met by anything */
    static AuditQuery read(Map<String, String> parameters, Window window) {
        Map<Facet, String> facets = new EnumMap<>(Facet.class);
        for (Facet facet : Facet.NAMED) {
            given(parameters, facet.label()).ifPresent(value -> facets.put(facet, value(facet, value)));
        }
        return new AuditQuery(
                facets,
                given(parameters, "words").map(AuditQueries::words).orElse(List.of()),
                window.from(),
                window.until(),
                window.newestFirst());
    }

    /** A field of a form that was left empty isn't given. */
    private static Optional<String> given(Map<String, String> parameters, String name) {
        return Optional.ofNullable(parameters.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    private static String value(Facet facet, String value) {
        Questions.value(value);
        if (facet != Facet.OUTCOME) {
            return value;
        }
        try {
            return AuditOutcome.valueOf(
                            value.toUpperCase(Locale.ROOT).replace(' ', '_').replace('-', '_'))
                    .name();
        } catch (IllegalArgumentException _) {
            throw AuditRefusal.invalid("bad-outcome", "an outcome is done, refused or taken-away");
        }
    }

    private static List<String> words(String text) {
        List<String> words = Words.of(Questions.value(text));
        if (words.isEmpty() || words.size() > MOST_WORDS) {
            throw AuditRefusal.invalid("bad-words", "1 to 6 words are searched for, each of 3 letters or more");
        }
        return words;
    }

    private AuditQueries() {}
}
