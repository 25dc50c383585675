package dev.symbolon.projection.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What is searched for: entries that have all of these facets and words, between two clocks.
 *
 * @param words each the beginning of a word of the plain text
 * @param from  included
 * @param until excluded
 */
record AuditQuery(
        Map<Facet, String> facets, List<String> words, Optional<Long> from, Optional<Long> until, boolean newestFirst) {
    AuditQuery {
        facets = Map.copyOf(facets);
        words = List.copyOf(words);
    }

    /** What the index can find it by; each alone finds too much, never too little. */
    List<String> indexed() {
        List<String> indexed = new ArrayList<>();
        new TreeMap<>(facets).forEach((facet, value) -> indexed.add(facet.is(value)));
        words.forEach(word -> Words.lookUp(word).map(Facet.WORD::is).ifPresent(indexed::add));
        return indexed;
    }

    AuditQuery inOrder(boolean newest) {
        return new AuditQuery(facets, words, from, until, newest);
    }

    /** The same, as far back as that and no further. */
    AuditQuery notBefore(long clock) {
        return from.filter(asked -> asked >= clock).isPresent()
                ? this
                : new AuditQuery(facets, words, Optional.of(clock), until, newestFirst);
    }

    /** Whether a row has everything that is asked for. */
    Predicate<AuditRow> matcher() {
        List<String> indexed = indexed();
        return row -> row.facets().containsAll(indexed) && (words.isEmpty() || says(row.summary()));
    }

    private boolean says(String summary) {
        List<String> said = Words.of(summary);
        return words.stream().allMatch(word -> said.stream().anyMatch(other -> other.startsWith(word)));
    }

    /** What a cursor is bound to. */
    String fingerprint() {
        return String.join("\n", indexed()) + "\n" + words + from + until + newestFirst;
    }
}
