package dev.symbolon.admin.console.section;

import dev.symbolon.admin.http.Call;
import jakarta.servlet.http.HttpServletRequest;

/** What was done, told on the page that it leads to. An address names it, hence only verbs that there are. */
final class Notices {
    private static final String NAME = "done";

    static String parameter(String verb) {
        return NAME + "=" + verb;
    }

    static String of(HttpServletRequest request) {
        String[] given = Call.parameters(request).get(NAME);
        if (given == null) {
            return "";
        }
        return switch (given[0]) {
            case "new" -> "Created.";
            case "edit" -> "Saved.";
            case "suspend" -> "Suspended: nothing is issued any more, and what was issued is void.";
            case "reactivate" -> "Reactivated.";
            case "disable" -> "Disabled: they can’t sign in, and what was issued for them is void.";
            case "enable" -> "Enabled.";
            default -> "Done.";
        };
    }

    private Notices() {}
}
