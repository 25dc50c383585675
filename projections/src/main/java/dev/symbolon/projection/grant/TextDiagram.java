package dev.symbolon.projection.grant;

import dev.symbolon.projection.grant.FlowMessages.Message;
import dev.symbolon.projection.grant.FlowMessages.Party;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.stream.Collectors;

/** A sequence diagram for a terminal: a lifeline for each party, the recorded times at the left. */
final class TextDiagram {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneOffset.UTC);
    private static final int MARGIN = 14;
    private static final int SPACING = 34;
    private static final int FIRST = MARGIN + 5;

    static String of(GrantLife life) {
        StringBuilder text = new StringBuilder();
        text.append("grant ").append(life.grant().orElse("none"));
        text.append(" of authorization ").append(life.authorization().orElse("none"));
        text.append(", client ").append(life.client().orElse("unknown"));
        text.append(": ").append(life.status()).append('\n');
        if (!life.steps().isEmpty()) {
            text.append(life.steps().getFirst().time().atZone(ZoneOffset.UTC).toLocalDate())
                    .append(" UTC\n");
        }
        text.append('\n').append(titles()).append('\n');
        for (Message message : FlowMessages.of(life)) {
            text.append(label(message)).append('\n');
            text.append(arrow(message)).append('\n');
        }
        if (life.omitted() > 0) {
            text.append('\n').append(life.omitted()).append(" steps in between aren't shown\n");
        }
        return text.toString();
    }

    private static String titles() {
        char[] line = blank(FIRST + 3 * SPACING + 12);
        for (Party party : Party.values()) {
            write(line, Math.max(0, column(party) - party.title().length() / 2), party.title());
        }
        return trimmed(line);
    }

    /** What is said, above the arrow, at its left end. */
    private static String label(Message message) {
        char[] line = lifelines(message.text().length());
        int left = Math.min(column(message.from()), column(message.to()));
        write(line, left + 2, (message.bad() ? "✗ " : "") + message.text());
        return trimmed(line);
    }

    private static String arrow(Message message) {
        char[] line = lifelines(0);
        write(line, 0, TIME.format(message.time()));
        int from = column(message.from());
        int to = column(message.to());
        if (from == to) {
            line[from] = message.bad() ? '✗' : '●';
            return trimmed(line);
        }
        char shaft = message.bad() ? '╌' : '─';
        for (int i = Math.min(from, to) + 1; i < Math.max(from, to); i++) {
            line[i] = line[i] == '│' ? '┼' : shaft;
        }
        line[to + (from < to ? -1 : 1)] = from < to ? '▶' : '◀';
        return trimmed(line);
    }

    private static char[] lifelines(int text) {
        char[] line = blank(FIRST + 3 * SPACING + 8 + text);
        for (Party party : Party.values()) {
            line[column(party)] = '│';
        }
        return line;
    }

    private static int column(Party party) {
        return FIRST + party.ordinal() * SPACING;
    }

    private static char[] blank(int length) {
        char[] line = new char[length];
        Arrays.fill(line, ' ');
        return line;
    }

    private static void write(char[] line, int at, String text) {
        for (int i = 0; i < text.length() && at + i < line.length; i++) {
            line[at + i] = text.charAt(i);
        }
    }

    private static String trimmed(char[] line) {
        return new String(line).lines().map(String::stripTrailing).collect(Collectors.joining());
    }

    private TextDiagram() {}
}
