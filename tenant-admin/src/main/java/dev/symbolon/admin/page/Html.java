package dev.symbolon.admin.page;

import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.util.HtmlUtils;

/** Plain pages without scripts, and without anything of anybody else's. */
final class Html {
    static final String STYLE = "/admin/v1/style.css";
    private static final MediaType TYPE = new MediaType("text", "html", StandardCharsets.UTF_8);

    static String text(String given) {
        return HtmlUtils.htmlEscape(given, "UTF-8");
    }

    static ResponseEntity<String> page(int status, String title, String main) {
        return page(status, title, "", main);
    }

    /** A page that says or asks one thing. */
    static ResponseEntity<String> card(int status, String title, String main) {
        return page(status, title, " class=\"card\"", main);
    }

    private static ResponseEntity<String> page(int status, String title, String look, String main) {
        String html = """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s</title>
                <link rel="stylesheet" href="%s">
                </head>
                <body%s><main>%s</main></body>
                </html>
                """.formatted(text(title), STYLE, look, main);
        return ResponseEntity.status(status)
                .contentType(TYPE)
                .header("Cache-Control", "no-store")
                .header("Referrer-Policy", "no-referrer")
                .header("X-Content-Type-Options", "nosniff")
                .header(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'")
                .body(html);
    }

    private Html() {}
}
