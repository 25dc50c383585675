package dev.symbolon.admin.console.entrance;

import java.util.regex.Pattern;

/** Where a sign-in may lead back to: a page of the console, by its plain path, and nothing else. */
final class ReturnAddress {
    static final String START = "/console/";

    private static final Pattern PLAIN = Pattern.compile("/console/(?:[a-z0-9~-]{1,64}/?){0,8}");

    static String of(String given) {
        return PLAIN.matcher(given).matches() ? given : START;
    }

    private ReturnAddress() {}
}
