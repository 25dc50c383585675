package dev.symbolon.admin.console;

import dev.symbolon.admin.console.section.PageMissingException;
import dev.symbolon.admin.http.AdminRefusal;
import dev.symbolon.admission.signin.Issuer;
import dev.symbolon.admission.signin.SealedCookies;
import dev.symbolon.ports.decision.Decisions;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/** What went wrong on a page, told by a page. */
@ControllerAdvice("dev.symbolon.admin.console")
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ConsoleAdvice {
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleAdvice.class);

    private final ConsolePages pages;
    private final SealedCookies cookies;

    ConsoleAdvice(ConsolePages pages, SealedCookies cookies) {
        this.pages = pages;
        this.cookies = cookies;
    }

    @ExceptionHandler(AdminApi.RefusedException.class)
    ResponseEntity<String> refused(AdminApi.RefusedException refused) {
        return switch (refused.problem().status()) {
            case 401 -> over();
            case 403 ->
                told(403, "This isn’t yours to see", "Your roles don’t permit it. Whoever runs this can change that.");
            case 404 -> missing();
            case 503 ->
                told(503, "Not right now", "The service is busy or can’t reach its store. Try again in a moment.");
            default ->
                told(
                        502,
                        "That didn’t work",
                        "The API refused: " + refused.problem().detail() + ".");
        };
    }

    /** The API doesn't take its token any more: whoever it was, was signed out elsewhere, disabled, or is of a suspended tenant. */
    private ResponseEntity<String> over() {
        ResponseEntity<String> page =
                told(401, "Your session is over", "Sign in again to go on.", "/console/sign-in", "Sign in");
        return ResponseEntity.status(401)
                .headers(page.getHeaders())
                .header("Set-Cookie", cookies.gone(ConsoleCookie.SESSION))
                .body(page.getBody());
    }

    @ExceptionHandler(PageMissingException.class)
    ResponseEntity<String> missing() {
        return told(404, "There is nothing here", "It may have been removed, or the address isn’t complete.");
    }

    @ExceptionHandler(AdminRefusal.class)
    ResponseEntity<String> refused(AdminRefusal refusal) {
        return told(400, "The address isn’t one of the console’s", "Something in it can’t be read.");
    }

    @ExceptionHandler(SealedCookies.TooLargeException.class)
    ResponseEntity<String> large(SealedCookies.TooLargeException large) {
        LOG.warn("a page has more to remember than fits", large);
        return told(
                422, "That is too much at once", "Nothing was made of it. Go back, say less, and add the rest later.");
    }

    @ExceptionHandler(Issuer.RefusedException.class)
    ResponseEntity<String> refused(Issuer.RefusedException refusal) {
        LOG.warn("an issuer refused the console", refusal);
        return told(502, "That didn’t work", String.valueOf(refusal.getMessage()));
    }

    @ExceptionHandler(Decisions.UndecidedException.class)
    ResponseEntity<String> undecided(Decisions.UndecidedException undecided) {
        if (!undecided.told()) {
            LOG.warn("undecided", undecided);
        }
        return told(503, "Not right now", "The store can’t be reached. Try again in a moment.");
    }

    @ExceptionHandler(RuntimeException.class)
    ResponseEntity<String> broken(RuntimeException bug) {
        LOG.error("a page of the console failed", bug);
        return told(500, "This failed on our side", "It was written down. Try again.");
    }

    private ResponseEntity<String> told(int status, String title, String text) {
        return told(status, title, text, "/console/", "Back to the start");
    }

    private ResponseEntity<String> told(int status, String title, String text, String href, String way) {
        return pages.plain(
                status,
                "told",
                Map.of("title", title, "text", text, "ways", List.of(Map.of("text", way, "href", href))));
    }
}
