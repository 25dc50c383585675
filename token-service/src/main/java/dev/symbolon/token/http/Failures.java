package dev.symbolon.token.http;

import dev.symbolon.ports.decision.Decisions.UndecidedException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponse;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/** Answers whatever ended a request early: in the endpoint's form, and never with what went wrong inside. */
public final class Failures implements HandlerExceptionResolver, Ordered {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    /** Makes the page for a failure. */
    @FunctionalInterface
    public interface ErrorPage {
        Answer render(int status, String text);
    }

    private final ErrorPage page;

    public Failures(ErrorPage page) {
        this.page = page;
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception failure) {
        try {
            if (!response.isCommitted()) {
                response.resetBuffer();
                answer(request, response, failure).send(response);
            }
        } catch (IOException e) {
            LOG.debug("The caller left before the answer", e);
        }
        return new ModelAndView();
    }

    private Answer answer(HttpServletRequest request, HttpServletResponse response, Exception failure) {
        Endpoint endpoint = Endpoint.of(request.getRequestURI());
        return switch (failure) {
            case HttpRefusal refusal -> {
                refusal.headers().forEach(response::setHeader);
                yield inForm(endpoint, refusal.status(), refusal.code(), refusal.text());
            }
            case UndecidedException undecided -> {
                if (!undecided.told()) {
                    LOG.warn("Undecided: {}", undecided.getMessage(), undecided);
                }
                yield inForm(endpoint, 503, "temporarily_unavailable", "This can't be done right now. Try again.")
                        .with("Retry-After", "1");
            }
            case ErrorResponse error -> {
                error.getHeaders().forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
                int status = error.getStatusCode().value();
                yield inForm(endpoint, status, status < 500 ? "invalid_request" : "server_error", phrase(status));
            }
            default -> {
                LOG.error("Failed at {}", endpoint.label(), failure);
                yield inForm(endpoint, 500, "server_error", "Something went wrong on our side.");
            }
        };
    }

    private Answer inForm(Endpoint endpoint, int status, String code, String text) {
        if (endpoint.page()) {
            return page.render(status, text);
        }
        Map<String, String> error = new LinkedHashMap<>();
        error.put("error", code);
        error.put("error_description", text);
        return Answer.json(status, Json.write(error)).notStored();
    }

    private static String phrase(int status) {
        return Objects.requireNonNullElse(HttpStatus.resolve(status), HttpStatus.BAD_REQUEST)
                .getReasonPhrase();
    }
}
