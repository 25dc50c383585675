package dev.symbolon.standalone;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code ./symbolon demo} printed, as a person reads it. */
record DemoStory(String text) {
    private static final Pattern STEP = Pattern.compile("(?m)^[ \\d]\\d\\. ");
    private static final Pattern VALUE = Pattern.compile("(?m)^ {6}(\\S+) +(\\S.*)$");
    private static final String BY_HAND = "To try by hand:";

    /** Each from its title on, in the order told, up to where somebody goes on by hand. */
    List<String> steps() {
        return STEP.splitAsStream(text.substring(0, text.indexOf(BY_HAND))).toList();
    }

    String step(String title) {
        return steps().stream()
                .filter(step -> step.startsWith(title + "\n"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no step “" + title + "” in " + text));
    }

    String byHand() {
        return text.substring(text.indexOf(BY_HAND));
    }

    /** The names with their values in a part of the story; of a name that comes again, the last value. */
    static Map<String, String> values(String part) {
        Map<String, String> values = new LinkedHashMap<>();
        Matcher line = VALUE.matcher(part);
        while (line.find()) {
            values.put(line.group(1), line.group(2));
        }
        return values;
    }
}
