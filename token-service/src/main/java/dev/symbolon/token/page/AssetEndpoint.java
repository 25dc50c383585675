package dev.symbolon.token.page;

import dev.symbolon.token.http.Answer;
import dev.symbolon.token.http.HttpRefusal;
import dev.symbolon.token.tenant.ServedTenant;
import dev.symbolon.token.tenant.Tenants;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** What pages are made of: the common stylesheet and script, and each tenant's colours, which a strict CSP keeps out of the page. */
@Controller
final class AssetEndpoint {
    private static final String CSS = "text/css;charset=utf-8";
    private static final String SCRIPT = "text/javascript;charset=utf-8";

    private final Pages pages;
    private final Tenants tenants;

    AssetEndpoint(Pages pages, Tenants tenants) {
        this.pages = pages;
        this.tenants = tenants;
    }

    @GetMapping("/assets/{name}.css")
    void style(HttpServletRequest request, HttpServletResponse response) throws IOException {
        asset(pages.stylesheet(), CSS, request).send(response);
    }

    @GetMapping("/assets/{name}.js")
    void script(HttpServletRequest request, HttpServletResponse response) throws IOException {
        asset(pages.formPostScript(), SCRIPT, request).send(response);
    }

    private static Answer asset(Asset asset, String type, HttpServletRequest request) {
        if (!request.getRequestURI().equals(asset.path())) {
            throw new HttpRefusal(404, "not_found", "There is nothing at this address.");
        }
        return Answer.text(200, type, asset.content()).with("Cache-Control", "public, max-age=31536000, immutable");
    }

    /** The page asks for it by its colour, so that a change shows at once. */
    @GetMapping("/t/{slug}/theme.css")
    void theme(ServedTenant tenant, HttpServletResponse response) throws IOException {
        String accent = tenants.glance(tenant).branding().accentColor();
        Answer.text(200, CSS, Theme.css(accent))
                .with("Cache-Control", "public, max-age=300")
                .send(response);
    }
}
