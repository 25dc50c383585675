package dev.symbolon.projection.audit;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The words of a plain text, as they are searched by: lower case, without those that every sentence has. */
final class Words {
    /**
     * Letters of a word that the index knows: each entry more is paid for by every event. What is longer or shorter is
     * looked at row by row.
     */
    private static final int INDEXED = 4;

    private static final int SHORTEST = 3;
    private static final int MOST = 12;
    private static final Set<String> EVERYWHERE =
            Set.of("the", "and", "was", "were", "has", "from", "for", "that", "with", "now", "are");

    static List<String> of(String text) {
        return Stream.of(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"))
                .filter(word -> word.length() >= SHORTEST && !EVERYWHERE.contains(word))
                .distinct()
                .limit(MOST)
                .toList();
    }

    /** What a row with these words is indexed under. */
    static Set<String> indexed(List<String> words) {
        return words.stream()
                .flatMap(word -> lookUp(word).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** What the index has a word under that is searched for; empty when it is too short. */
    static Optional<String> lookUp(String word) {
        return word.length() < INDEXED ? Optional.empty() : Optional.of(word.substring(0, INDEXED));
    }

    private Words() {}
}
