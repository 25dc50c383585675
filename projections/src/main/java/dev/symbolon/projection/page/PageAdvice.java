package dev.symbolon.projection.page;

import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.ports.view.Views;
import dev.symbolon.projection.http.AuditRefusal;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/** What went wrong on a page, told by a page. */
@ControllerAdvice(assignableTypes = AuditorPage.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
final class PageAdvice {
    private static final Logger LOG = LoggerFactory.getLogger(PageAdvice.class);

    private final AuditorPages pages;

    PageAdvice(AuditorPages pages) {
        this.pages = pages;
    }

    @ExceptionHandler(AuditRefusal.class)
    ResponseEntity<String> refused(AuditRefusal refusal) {
        return told(refusal.status(), refusal.detail());
    }

    @ExceptionHandler(Views.ForeignCursorException.class)
    ResponseEntity<String> cursor(Views.ForeignCursorException foreign) {
        return told(HttpStatus.BAD_REQUEST, "this link leads on in another search");
    }

    @ExceptionHandler(Decisions.UndecidedException.class)
    ResponseEntity<String> undecided(Decisions.UndecidedException undecided) {
        if (!undecided.told()) {
            LOG.warn("undecided", undecided);
        }
        return told(HttpStatus.SERVICE_UNAVAILABLE, "the store can't be reached, try again");
    }

    @ExceptionHandler(RuntimeException.class)
    ResponseEntity<String> broken(RuntimeException bug) {
        LOG.error("a page failed", bug);
        return told(HttpStatus.INTERNAL_SERVER_ERROR, "this failed on our side");
    }

    private ResponseEntity<String> told(HttpStatus status, String text) {
        return pages.of(status, "problem", Map.of("status", status.value(), "text", text));
    }
}
