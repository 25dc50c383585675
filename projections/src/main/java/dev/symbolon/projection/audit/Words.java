package dev.symbolon.projection.audit;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The words of a plain text, as they are searched by: lower case, without those that every sentence has. */
final class Words {
    /** Beginnings of words that the index knows. A shorter one finds too much; a longer one is looked at row by row. */
    private static final int[] INDEXED = {3, 5, 8};

    private static final int SHORTEST = INDEXED[0];
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
        Set<String> beginnings = new LinkedHashSet<>();
        for (String word : words) {
            for (int length : INDEXED) {
                if (word.length() >= length) {
                    beginnings.add(word.substring(0, length));
                }
            }
        }
        return beginnings;
    }

    /** The longest indexed beginning of a word that is searched for. */
    static Optional<String> lookUp(String word) {
        String found = null;
        for (int length : INDEXED) {
            found = word.length() >= length ? word.substring(0, length) : found;
        }
        return Optional.ofNullable(found);
    }

    private Words() {}
}
