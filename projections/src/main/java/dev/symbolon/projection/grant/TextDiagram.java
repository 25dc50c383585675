package dev.symbolon.projection.grant;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;

/** A sequence diagram for a terminal: a lifeline for each party, the recorded times at the left. */
final class TextDiagram {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneOffset.UTC);
    private static final int MARGIN = 14;
    private static final int SPACING = 19;
    private static final int FIRST = MARGIN + 5;

    private final List<Party> parties;
    private final StringBuilder text = new StringBuilder();

    private TextDiagram(List<Party> parties) {
        this.parties = parties;
    }

    static String of(Flow flow) {
        TextDiagram diagram = new TextDiagram(flow.parties());
        diagram.text.append(flow.title()).append('\n');
        diagram.draw(flow);
        return diagram.text.toString();
    }

    private void draw(Flow flow) {
        LocalDate day = null;
        for (Message message : flow.messages()) {
            LocalDate its = message.time().atZone(ZoneOffset.UTC).toLocalDate();
            if (!its.equals(day)) {
                text.append(day == null ? "" : "\n").append(its).append(" UTC\n\n");
                text.append(day == null ? titles() + "\n" : "");
                day = its;
            }
            label(message).lines().forEach(line -> text.append(line).append('\n'));
            text.append(arrow(message)).append('\n');
        }
        if (flow.omitted() > 0) {
            text.append('\n').append(flow.omitted()).append(" steps in between aren't shown\n");
        }
    }

    private String titles() {
        char[] line = blank(FIRST + parties.size() * SPACING);
        for (Party party : parties) {
            write(line, Math.max(0, column(party) - party.title().length() / 2), party.title());
        }
        return trimmed(line);
    }

    /** What is said, above the arrow, at its left end. */
    private String label(Message message) {
        int left = Math.min(column(message.from()), column(message.to()));
        char[] line = lifelines(left + 2 + message.label().length());
        write(line, left + 2, message.label());
        return trimmed(line);
    }

    private String arrow(Message message) {
        char[] line = lifelines(0);
        write(line, 0, TIME.format(message.time()));
        int from = column(message.from());
        int to = column(message.to());
        if (from == to) {
            line[from] = message.mark().bad() ? '✗' : '●';
            return trimmed(line);
        }
        char shaft = message.mark() == Message.Mark.NONE ? '─' : '╌';
        for (int i = Math.min(from, to) + 1; i < Math.max(from, to); i++) {
            line[i] = line[i] == '│' ? '┼' : shaft;
        }
        line[to + (from < to ? -1 : 1)] = from < to ? '▶' : '◀';
        return trimmed(line);
    }

    private char[] lifelines(int atLeast) {
        char[] line = blank(Math.max(column(parties.getLast()) + 1, atLeast));
        for (Party party : parties) {
            line[column(party)] = '│';
        }
        return line;
    }

    private int column(Party party) {
        return FIRST + parties.indexOf(party) * SPACING;
    }

    private static char[] blank(int length) {
        char[] line = new char[length];
        Arrays.fill(line, ' ');
        return line;
    }

    private static void write(char[] line, int at, String what) {
        for (int i = 0; i < what.length() && at + i < line.length; i++) {
            line[at + i] = what.charAt(i);
        }
    }

    private static String trimmed(char[] line) {
        return new String(line).stripTrailing();
    }
}
