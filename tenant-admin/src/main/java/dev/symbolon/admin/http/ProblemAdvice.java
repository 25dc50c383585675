package dev.symbolon.admin.http;

import dev.symbolon.ports.decision.Claims;
import dev.symbolon.ports.decision.Decisions;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
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

    private final Problems problems;

    ProblemAdvice(Problems problems) {
        this.problems = problems;
    }

    @ExceptionHandler(AdminRefusal.class)
    ResponseEntity<ProblemDetail> refused(AdminRefusal refusal, HttpServletRequest request) {
        return answer(request, refusal.status(), refusal.code(), refusal.detail());
    }

    @ExceptionHandler(Claims.ClaimTakenException.class)
    ResponseEntity<ProblemDetail> taken(Claims.ClaimTakenException taken, HttpServletRequest request) {
        return answer(request, HttpStatus.CONFLICT, taken.kind() + "-taken", "the " + taken.kind() + " is taken");
    }

    @ExceptionHandler(Decisions.UndecidedException.class)
    ResponseEntity<ProblemDetail> undecided(Decisions.UndecidedException undecided, HttpServletRequest request) {
        LOG.warn("undecided", undecided);
        return answer(request, HttpStatus.SERVICE_UNAVAILABLE, "undecided", "the store can't be reached, try again");
    }

    @ExceptionHandler(RuntimeException.class)
    ResponseEntity<ProblemDetail> broken(RuntimeException bug, HttpServletRequest request) {
        LOG.error("a call failed", bug);
        return answer(request, HttpStatus.INTERNAL_SERVER_ERROR, "internal", "the call failed on our side");
    }

    /** What Spring itself refuses: an unknown path, another method, a body that isn't the call's JSON. */
    @Override
    protected ResponseEntity<Object> handleExceptionInternal(
            Exception ex, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String code =
                switch (status.value()) {
                    case 400 -> "malformed";
                    case 404 -> "unknown-path";
                    case 405 -> "method-not-allowed";
                    case 406 -> "not-acceptable";
                    case 415 -> "unsupported-media-type";
                    default -> "refused";
                };
        if (status.is5xxServerError()) {
            LOG.error("a call failed", ex);
        }
        String detail = status.value() == 400
                ? "the request isn't what this call takes: check names, types and the JSON itself"
                : code;
        HttpServletRequest servlet = ((ServletWebRequest) request).getRequest();
        return new ResponseEntity<>(problems.of(servlet, status, code, detail), headers, status);
    }

    private ResponseEntity<ProblemDetail> answer(
            HttpServletRequest request, HttpStatus status, String code, String detail) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(status).header("Cache-Control", "no-store");
        if (status == HttpStatus.SERVICE_UNAVAILABLE) {
            answer.header("Retry-After", "1");
        }
        return answer.body(problems.of(request, status, code, detail));
    }
}
