package dev.symbolon.admin.console.section;

import dev.symbolon.admin.console.AdminApi.Problem;
import java.util.Map;

/** What the API refuses, in words of the console, at the field that it is about. */
public final class Problems {
    /** The domain's reasons that people meet most; the others say what they mean. */
    private static final Map<String, String> WORDS = Map.of(
            "redirect-uri-scheme", "An address begins with https://, on this machine with http://",
            "redirect-uri-wildcard", "An address is exact: it has no *",
            "redirect-uri-fragment", "An address has no #",
            "redirect-uri-malformed", "This is no absolute address",
            "no-redirect-uri", "It needs an address to send people back to",
            "bad-password", "This password is too short for the tenant’s policy",
            "slug-taken", "This name is taken already",
            "login-taken", "This login name is taken already",
            "name-taken", "This name is taken already",
            "unchanged", "Nothing was changed");

    /** By field; empty when it is about none. */
    public static Map<String, String> errors(Problem problem) {
        if (!problem.pointer().isEmpty()) {
            return Map.of(problem.pointer(), sentence(problem.detail().replaceFirst("^/\\S+ ", "")));
        }
        return Sections.blamed(problem.code())
                .map(field -> Map.of("/" + field, sentence(words(problem))))
                .orElse(Map.of());
    }

    public static String text(Problem problem) {
        return switch (problem.status()) {
            case 403 -> "You may not do this. " + sentence(problem.detail());
            case 412 ->
                "It has changed since you opened it, so nothing was saved. Open it again to see what it is now.";
            case 401 -> "Your session is over. Sign in again.";
            case 422 -> sentence(words(problem));
            default -> sentence(problem.detail());
        };
    }

    /** The domain's reasons are words with hyphens. */
    private static String words(Problem problem) {
        boolean bare = problem.detail().startsWith("refused: ");
        return WORDS.getOrDefault(problem.code(), bare ? Property.label(problem.code()) : problem.detail());
    }

    private static String sentence(String text) {
        return text.isEmpty() ? "" : Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
    }

    private Problems() {}
}
