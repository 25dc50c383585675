package dev.symbolon.admin.console;

import dev.symbolon.admin.console.section.Navigation;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

/**
 * Makes the console's pages: complete without scripts, and without anything from elsewhere. A template lies in
 * {@code templates/console} and puts its content into {@code layout}. The gate gives all of them their headers.
 */
@Component
public final class ConsolePages {
    /** A fragment has none: without it browsers would show the page as those of the last century. */
    private static final String DOCTYPE = "<!DOCTYPE html>\n";

    private final ITemplateEngine templates;
    private final Assets assets;

    ConsolePages(ITemplateEngine templates, Assets assets) {
        this.templates = templates;
        this.assets = assets;
    }

    /** A page for nobody in particular. */
    public ResponseEntity<String> plain(int status, String template, Map<String, ?> model) {
        return answer(status, template, context(model));
    }

    /** A page for whoever is signed in, with the way to everything else. */
    public ResponseEntity<String> of(
            HttpServletRequest request, int status, String template, Navigation navigation, Map<String, ?> model) {
        Context context = context(model);
        context.setVariable("session", ConsoleSession.of(request));
        context.setVariable("proof", ConsoleSession.of(request).proof());
        context.setVariable("nav", navigation);
        return answer(status, template, context);
    }

    private Context context(Map<String, ?> model) {
        Context context = new Context(Locale.ENGLISH);
        context.setVariable("stylesheet", assets.style());
        context.setVariable("script", assets.script());
        context.setVariable("icon", assets.icon());
        model.forEach(context::setVariable);
        return context;
    }

    private ResponseEntity<String> answer(int status, String template, Context context) {
        return ResponseEntity.status(HttpStatusCode.valueOf(status))
                .contentType(new MediaType("text", "html", StandardCharsets.UTF_8))
                .body(DOCTYPE + templates.process("console/" + template, context));
    }

    /** A way on that can be followed by reading alone. */
    public static ResponseEntity<String> seeOther(String address) {
        return ResponseEntity.status(303).header("Location", address).build();
    }
}
