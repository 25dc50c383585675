package dev.symbolon.projection.http;

import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.ports.view.Views;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Turns what went wrong into a problem document; none shows a stack trace, a class name or what was sent. */
@RestControllerAdvice
final class ProblemAdvice extends ResponseEntityExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    @ExceptionHandler(RuntimeException.class)
    ResponseEntity<ProblemDetail> failed(RuntimeException failure) {
        return told(failure);
    }

    /** What went wrong, whoever met it. */
    static ResponseEntity<ProblemDetail> told(RuntimeException failure) {
        return switch (failure) {
            case AuditRefusal refusal -> refused(refusal);
            case Views.ForeignCursorException _ ->
                refused(AuditRefusal.invalid("foreign-cursor", "the cursor doesn't belong to this query"));
            case Decisions.UndecidedException undecided -> {
                if (!undecided.told()) {
                    LOG.warn("undecided", undecided);
                }
                yield refused(AuditRefusal.unavailable("undecided", "the store can't be reached, try again"));
            }
            case RuntimeException bug -> {
                LOG.error("a query failed", bug);
                yield answer(HttpStatus.INTERNAL_SERVER_ERROR)
                        .body(problem(HttpStatus.INTERNAL_SERVER_ERROR, "internal", "the query failed on our side"));
            }
        };
    }

    private static ResponseEntity<ProblemDetail> refused(AuditRefusal refusal) {
        ProblemDetail problem = problem(refusal.status(), refusal.code(), refusal.detail());
        return refusal.status() == HttpStatus.SERVICE_UNAVAILABLE
                ? answer(refusal.status()).header(HttpHeaders.RETRY_AFTER, "1").body(problem)
                : answer(refusal.status()).body(problem);
    }

    private static ResponseEntity.BodyBuilder answer(HttpStatus status) {
        return ResponseEntity.status(status)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .contentType(MediaType.APPLICATION_PROBLEM_JSON);
    }

    /** What Spring itself refuses: an unknown path, another method, a parameter that isn't a number. */
    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception ex, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (request instanceof ServletWebRequest web
                && web.getResponse() != null
                && web.getResponse().isCommitted()) {
            // An answer was broken off: what went wrong was said where it did, and nothing can follow.
            return null;
        }
        String code =
                switch (status.value()) {
                    case 400 -> "malformed";
                    case 404 -> "unknown-path";
                    case 405 -> "method-not-allowed";
                    case 406 -> "not-acceptable";
                    default -> "refused";
                };
        if (status.is5xxServerError()) {
            LOG.error("a query failed", ex);
        }
        return new ResponseEntity<>(problem(status, code, "the request isn't what this call takes"), headers, status);
    }

    static ProblemDetail problem(HttpStatusCode status, String code, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create("urn:symbolon:problem:" + code));
        problem.setProperty("code", code);
        return problem;
    }
}
