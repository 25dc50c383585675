package dev.symbolon.admin.console.entrance;

import java.util.regex.Pattern;

/** Where a sign-in may lead back to: a page of the console, by its plain path, and nothing else. */
final class ReturnAddress {
    static final String START = "/console/";

    /** A slash ends each step but the last: there is one way to read a path, however long it is. */
    private static final Pattern PLAIN = Pattern.compile("/console/(?:[a-z0-9~-]{1,64}/){0,7}(?:[a-z0-9~-]{1,64})?");

    static String of(String given) {
        return PLAIN.matcher(given).matches() ? given : START;
    }

    private ReturnAddress() {}
}
