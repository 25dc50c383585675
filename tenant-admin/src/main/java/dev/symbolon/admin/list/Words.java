package dev.symbolon.admin.list;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Beginnings of words, by which names are found. */
final class Words {
    private static final int WORDS = 4;
    private static final int LETTERS = 12;

    static List<String> of(String name) {
        Set<String> beginnings = new TreeSet<>();
        String[] words = name.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+", WORDS + 1);
        for (int i = 0; i < Math.min(words.length, WORDS); i++) {
            for (int end = 1; end <= Math.min(words[i].length(), LETTERS); end++) {
                beginnings.add(words[i].substring(0, end));
            }
        }
        return List.copyOf(beginnings);
    }

    /** What a search asks for: its first word. */
    static String asked(String search) {
        List<String> beginnings = of(search.strip().split("\\s", 2)[0]);
        return beginnings.stream().max(Comparator.comparingInt(String::length)).orElse("");
    }

    private Words() {}
}
