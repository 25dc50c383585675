package dev.symbolon.admin.console.section;

import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;

/** Which of the API's resources a page is about: its path after {@code /console}. */
record PagePath(String text) {
    private static final String CONSOLE = "/console";
    private static final Pattern TEXT = Pattern.compile("(?:/[a-z0-9~-]{1,64})+/?");

    /** Without what a person may have typed behind it. */
    static PagePath of(HttpServletRequest request) {
        String path = request.getRequestURI().substring(CONSOLE.length());
        if (!TEXT.matcher(path).matches()) {
            throw new PageMissingException();
        }
        return new PagePath(path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
    }

    /** Empty for the list of tenants. */
    String tenant() {
        String[] parts = text.split("/", -1);
        return parts.length > 2 ? parts[2] : "";
    }
}
