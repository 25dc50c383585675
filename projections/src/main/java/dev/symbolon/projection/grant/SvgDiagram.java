package dev.symbolon.projection.grant;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A sequence diagram as SVG: narrow enough to be read on a phone, since what is said stands above its arrow on the whole
 * width. Light or dark as the reader prefers; title and description tell it to who doesn't see it.
 */
final class SvgDiagram {
    /** The one style sheet, so that a policy can name it by its hash. */
    static final String STYLE = """
            :root{color-scheme:light dark}
            .flow{--ink:#1c1e21;--soft:#5b6470;--paper:#fff;--line:#c3cad3;--arrow:#2457a6;--bad:#b3261e;--warn:#8a5300;\
            font-family:system-ui,sans-serif;max-width:40rem}
            @media (prefers-color-scheme:dark){.flow{--ink:#e8eaed;--soft:#a3acb8;--paper:#15181c;--line:#414954;\
            --arrow:#8ab4f8;--bad:#f2938c;--warn:#f0b95b}}
            .flow .paper{fill:var(--paper)}
            .flow text{fill:var(--ink);font-size:12px;paint-order:stroke;stroke:var(--paper);stroke-width:4px;\
            stroke-linejoin:round}
            .flow .party{font-weight:600;text-anchor:middle}
            .flow .time{fill:var(--soft);font-size:10px}
            .flow .life{stroke:var(--line)}
            .flow .arrow{stroke:var(--arrow);stroke-width:1.5;fill:none}
            .flow .tip{fill:var(--arrow)}
            .flow .possible .arrow{stroke:var(--soft);stroke-dasharray:2 4}
            .flow .possible .tip{fill:var(--soft)}
            .flow .refused .arrow,.flow .revoked .arrow{stroke:var(--bad);stroke-dasharray:5 3}
            .flow .refused .tip,.flow .revoked .tip,.flow .refused text,.flow .revoked text{fill:var(--bad)}
            .flow .replayed .arrow{stroke:var(--warn);stroke-width:2.5;stroke-dasharray:5 3}
            .flow .replayed .tip,.flow .replayed text{fill:var(--warn)}
            .flow .refused text,.flow .replayed text,.flow .revoked text{font-weight:600}
            .flow .refused .time,.flow .replayed .time,.flow .revoked .time{font-weight:400}
            """.replace("\n", "");

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneOffset.UTC);
    private static final int WIDTH = 400;
    private static final int SIDE = 46;
    private static final int LINE = 15;
    private static final int CHARACTERS = 60;
    private static final int INDENT = 72;

    private final List<Party> parties;
    private final StringBuilder body = new StringBuilder();
    private int y = 58;

    private SvgDiagram(List<Party> parties) {
        this.parties = parties;
    }

    static String of(Flow flow) {
        SvgDiagram diagram = new SvgDiagram(flow.parties());
        diagram.messages(flow);
        return diagram.whole(flow);
    }

    private void messages(Flow flow) {
        LocalDate day = null;
        for (Message message : flow.messages()) {
            LocalDate its = message.time().atZone(ZoneOffset.UTC).toLocalDate();
            if (!its.equals(day)) {
                note(its + " UTC");
                day = its;
            }
            message(message);
        }
        if (flow.omitted() > 0) {
            note(flow.omitted() + " steps in between aren’t shown");
        }
    }

    private void note(String text) {
        line("<text class=\"time\" x=\"8\" y=\"%d\">%s</text>", y, escaped(text));
        y += LINE + 6;
    }

    private void message(Message message) {
        line("<g class=\"%s\"><title>%s</title>", message.mark().word(), escaped(sentence(message)));
        line("<text class=\"time\" x=\"8\" y=\"%d\">%s</text>", y, TIME.format(message.time()));
        for (String part : wrapped(message.label())) {
            line("<text x=\"%d\" y=\"%d\">%s</text>", 8 + INDENT, y, escaped(part));
            y += LINE;
        }
        int at = y - 5;
        int from = x(message.from());
        int to = x(message.to());
        if (from == to) {
            line("<circle class=\"tip\" cx=\"%d\" cy=\"%d\" r=\"4\"/></g>", from, at);
        } else {
            int back = from < to ? -7 : 7;
            line("<path class=\"arrow\" d=\"M%d %dH%d\"/>", from, at, to + back);
            line("<path class=\"tip\" d=\"M%d %dl%d -4v8z\"/></g>", to, at, back);
        }
        y += LINE + 5;
    }

    private String whole(Flow flow) {
        StringBuilder svg = new StringBuilder();
        svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"flow\" viewBox=\"0 0 %d %d\" width=\"100%%\" role=\"img\""
                        + " aria-labelledby=\"flow-title flow-told\">%n",
                WIDTH,
                y));
        svg.append("<title id=\"flow-title\">").append(escaped(flow.title())).append("</title>\n");
        svg.append("<desc id=\"flow-told\">").append(escaped(told(flow))).append("</desc>\n");
        svg.append("<style>").append(STYLE).append("</style>\n");
        svg.append(
                String.format(Locale.ROOT, "<rect class=\"paper\" width=\"%d\" height=\"%d\" rx=\"8\"/>%n", WIDTH, y));
        for (Party party : parties) {
            heading(party, svg);
        }
        return svg.append(body).append("</svg>\n").toString().replace("\r\n", "\n");
    }

    private void heading(Party party, StringBuilder svg) {
        List<String> words = List.of(party.title().split(" ", -1));
        for (int i = 0; i < words.size(); i++) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<text class=\"party\" x=\"%d\" y=\"%d\">%s</text>%n",
                    x(party),
                    words.size() == 1 ? 26 : 18 + i * LINE,
                    escaped(words.get(i))));
        }
        svg.append(String.format(Locale.ROOT, "<path class=\"life\" d=\"M%d 40V%d\"/>%n", x(party), y - 6));
    }

    private int x(Party party) {
        return SIDE + parties.indexOf(party) * (WIDTH - 2 * SIDE) / (parties.size() - 1);
    }

    private void line(String format, Object... values) {
        body.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private static String told(Flow flow) {
        StringBuilder told = new StringBuilder();
        flow.messages().forEach(message -> told.append(sentence(message)).append(". "));
        return told.toString().strip();
    }

    private static String sentence(Message message) {
        String who = message.from() == message.to()
                ? message.from().title()
                : message.from().title() + " to " + message.to().title();
        String what = message.mark().bad() ? message.mark().word() + ", " + message.text() : message.text();
        return TIME.format(message.time()) + " " + who + ": " + what;
    }

    /** Between words where there are any, within one otherwise. */
    private static List<String> wrapped(String text) {
        int width = CHARACTERS - INDENT / 6;
        List<String> lines = new ArrayList<>();
        String rest = text;
        while (rest.length() > width) {
            int space = rest.lastIndexOf(' ', width);
            int end = space > 0 ? space : width;
            lines.add(rest.substring(0, end));
            rest = rest.substring(end).strip();
        }
        lines.add(rest);
        return lines;
    }

    /** Text as XML 1.0 takes it: what it can't hold is shown as the replacement character. */
    static String escaped(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default ->
                    safe.appendCodePoint(
                            c < 0x20 && c != '\n' && c != '\t'
                                            || c >= 0xD800 && c <= 0xDFFF
                                            || c == 0xFFFE
                                            || c == 0xFFFF
                                    ? 0xFFFD
                                    : c);
            }
        });
        return safe.toString();
    }
}
