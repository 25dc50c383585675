package dev.symbolon.token.page;

import dev.symbolon.token.http.Answer;
import dev.symbolon.token.http.HttpRefusal;
import dev.symbolon.token.tenant.Tenants;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Stylesheets: the common one, and each tenant's colours, which a strict CSP keeps out of the page itself. */
@Controller
final class StyleEndpoint {
    private static final String CSS = "text/css;charset=utf-8";

    private final Pages pages;
    private final Tenants tenants;

    StyleEndpoint(Pages pages, Tenants tenants) {
        this.pages = pages;
        this.tenants = tenants;
    }

    @GetMapping(Stylesheet.PATTERN)
    void common(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!request.getRequestURI().equals(pages.stylesheet().path())) {
            throw new HttpRefusal(404, "not_found", "There is nothing at this address.");
        }
        Answer.text(200, CSS, pages.stylesheet().css())
                .with("Cache-Control", "public, max-age=31536000, immutable")
                .send(response);
    }

    /** The page asks for it by its colour, so that a change shows at once. */
    @GetMapping("/t/{slug}/theme.css")
    void theme(@PathVariable String slug, HttpServletResponse response) throws IOException {
        String accent = tenants.glance(tenants.named(slug)).branding().accentColor();
        Answer.text(200, CSS, Theme.css(accent))
                .with("Cache-Control", "public, max-age=300")
                .send(response);
    }
}
