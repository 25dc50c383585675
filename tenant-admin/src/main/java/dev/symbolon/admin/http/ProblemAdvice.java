package dev.symbolon.admin.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What Spring itself refuses, and what got by the router: a problem like every other. */
@RestControllerAdvice
final class ProblemAdvice {
    private final Problems problems;

    ProblemAdvice(Problems problems) {
        this.problems = problems;
    }

    @ExceptionHandler(Exception.class)
    void refused(Exception thrown, HttpServletRequest request, HttpServletResponse response) throws IOException {
        problems.write(request, response, refusal(thrown));
    }

    private static AdminRefusal refusal(Exception thrown) {
        if (!(thrown instanceof ErrorResponse answer) || answer.getStatusCode().is5xxServerError()) {
            return Problems.of(thrown);
        }
        return switch (answer.getStatusCode().value()) {
            case 404 -> AdminRefusal.unknown("path");
            case 405 -> AdminRefusal.wrongMethod();
            case 406 -> AdminRefusal.byServer(HttpStatus.NOT_ACCEPTABLE, "not-acceptable");
            case 415 -> AdminRefusal.byServer(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "unsupported-media-type");
            default -> AdminRefusal.invalid("malformed", "the request isn't what this call takes");
        };
    }
}
