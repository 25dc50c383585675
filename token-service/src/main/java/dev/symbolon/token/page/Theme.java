package dev.symbolon.token.page;

import java.util.Locale;

/** A tenant's colours, computed from its accent so that text on it and in it can be read (WCAG 2.2 §1.4.3: 4.5 to 1). */
final class Theme {
    private static final double READABLE = 4.5;
    private static final int WHITE = 0xffffff;
    private static final int INK = 0x14161a;
    private static final int LIGHT_SURFACE = 0xffffff;
    private static final int DARK_SURFACE = 0x1b1e24;

    /** The stylesheet of an accent colour, {@code #rrggbb}. */
    static String css(String accentColor) {
        int accent = Integer.parseInt(accentColor.substring(1), 16);
        return ":root{--accent:" + hex(accent) + ";--on-accent:" + hex(onTop(accent)) + ";--accent-ink:"
                + hex(toward(accent, INK, LIGHT_SURFACE)) + "}\n@media (prefers-color-scheme:dark){:root{--accent-ink:"
                + hex(toward(accent, WHITE, DARK_SURFACE)) + "}}\n";
    }

    /** White or ink, whichever stands out more. */
    private static int onTop(int color) {
        return contrast(color, WHITE) >= contrast(color, INK) ? WHITE : INK;
    }

    /** The accent, mixed with as much of the other colour as it takes to be read on the surface. */
    private static int toward(int accent, int other, int surface) {
        for (int percent = 0; percent < 100; percent += 4) {
            int mixed = mix(accent, other, percent);
            if (contrast(mixed, surface) >= READABLE) {
                return mixed;
            }
        }
        return other;
    }

    static double contrast(int one, int other) {
        double a = luminance(one);
        double b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(int color) {
        return 0.2126 * linear(color >> 16 & 0xff) + 0.7152 * linear(color >> 8 & 0xff) + 0.0722 * linear(color & 0xff);
    }

    private static double linear(int channel) {
        double value = channel / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }

    private static int mix(int color, int other, int percent) {
        int mixed = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int from = color >> shift & 0xff;
            int to = other >> shift & 0xff;
            mixed |= (from + (to - from) * percent / 100) << shift;
        }
        return mixed;
    }

    private static String hex(int color) {
        return String.format(Locale.ROOT, "#%06x", color);
    }

    private Theme() {}
}
