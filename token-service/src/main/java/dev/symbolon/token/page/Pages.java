package dev.symbolon.token.page;

import dev.symbolon.admission.correlation.Correlation;
import dev.symbolon.core.client.Links;
import dev.symbolon.core.identifier.Randomness;
import dev.symbolon.core.tenant.Branding;
import dev.symbolon.token.http.Answer;
import dev.symbolon.token.tenant.ServedTenant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

/** Makes the pages that people see: complete without scripts, and without anything from elsewhere. */
public final class Pages {
    /** The tenant whose page it is, and the language that it speaks. */
    public record Brand(ServedTenant tenant, Branding branding, Language language) {}

    /**
     * A sign-in page.
     *
     * @param refused whether the last try failed: one text, whatever the cause
     */
    public record SignIn(String client, String handle, String login, boolean refused, String redirectUri) {}

    /**
     * A consent page.
     *
     * @param account   who is signed in
     * @param openId    what is asked of the account
     * @param resources what is asked of each API
     * @param links     the client's own pages
     */
    public record Consent(
            String client,
            String account,
            List<String> openId,
            List<Map.Entry<String, List<String>>> resources,
            Links links,
            String handle,
            String redirectUri) {}

    /**
     * The page that takes a device's code.
     *
     * @param refused whether the last code led nowhere: one text, whatever the cause
     */
    public record Device(String account, String code, boolean refused) {}

    /**
     * What a device asks for.
     *
     * @param asked   when it asked, in words
     * @param address where from
     * @param near    whether that is the network that this browser is in
     */
    public record DeviceConfirmation(
            String client,
            String account,
            String code,
            String asked,
            String address,
            boolean near,
            List<String> openId,
            List<Map.Entry<String, List<String>>> resources,
            String handle) {}

    /**
     * The page that asks whether to sign out.
     *
     * @param client who asks for it; empty when nobody does
     * @param ending what ends with it
     */
    public record SignOut(String client, String account, List<String> ending, String handle) {}

    /**
     * The page after signing out.
     *
     * @param target  where it leads; empty for nowhere
     * @param frames  what it shows in frames
     * @param sources the same for {@code frame-src}
     */
    public record SignedOut(String client, String target, List<String> frames, String sources) {}

    /** What a page says first: what has just been done, or what went wrong. */
    public record Notice(String text, boolean problem) {}

    /**
     * One of a person's sessions.
     *
     * @param here   whether it is this browser's
     * @param device with what it was begun, in words
     * @param apps   those that were opened with it
     * @param ending what ends with it
     */
    public record OwnSession(
            String id,
            boolean here,
            String device,
            String address,
            String since,
            List<String> apps,
            List<String> ending) {}

    /**
     * An app that has access.
     *
     * @param agreed whether the person was asked, and can take it back
     * @param scopes what they agreed to
     * @param ending what ends when they take it back
     */
    public record OwnApp(String id, String name, boolean agreed, List<String> scopes, List<String> ending) {}

    /** A person's own page. */
    public record Account(
            String login, List<OwnSession> sessions, List<OwnApp> apps, String handle, Optional<Notice> notice) {}

    private final ITemplateEngine templates;
    private final Randomness randomness;
    private final Asset stylesheet = Asset.load("pages", "css");
    private final Asset formPostScript = Asset.load("form-post", "js");

    public Pages(ITemplateEngine templates, Randomness randomness) {
        this.templates = templates;
        this.randomness = randomness;
    }

    Asset stylesheet() {
        return stylesheet;
    }

    Asset formPostScript() {
        return formPostScript;
    }

    public Answer signIn(int status, Brand brand, SignIn page) {
        Context context = context(brand);
        context.setVariable("client", page.client);
        context.setVariable("handle", page.handle);
        context.setVariable("login", page.login);
        context.setVariable("refused", page.refused);
        context.setVariable("action", brand.tenant.path() + "/sign-in");
        return answer(status, "sign-in", context, FormTargets.source(page.redirectUri));
    }

    public Answer consent(Brand brand, Consent page) {
        Context context = context(brand);
        context.setVariable("client", page.client);
        context.setVariable("account", page.account);
        context.setVariable("openId", page.openId);
        context.setVariable("resources", page.resources);
        context.setVariable("links", links(brand.language, page.links));
        context.setVariable("handle", page.handle);
        context.setVariable("action", brand.tenant.path() + "/consent");
        return answer(200, "consent", context, FormTargets.source(page.redirectUri));
    }

    /**
     * The answer to the client as a form (OAuth 2.0 Form Post Response Mode §2): a script of ours sends it off, and where
     * scripts are off, a button does. It leads to the verified redirect URI and nowhere else.
     */
    public Answer formPost(Brand brand, String redirectUri, Map<String, String> fields) {
        Context context = context(brand);
        String nonce = randomness.secret().reveal();
        context.setVariable("action", redirectUri);
        context.setVariable("fields", fields);
        context.setVariable("script", formPostScript.path());
        context.setVariable("nonce", nonce);
        String targets = FormTargets.source(redirectUri);
        return page(200, "form-post", context, "script-src 'nonce-" + nonce + "'; form-action " + targets);
    }

    private static List<Map.Entry<String, String>> links(Language language, Links links) {
        List<Map.Entry<String, String>> shown = new ArrayList<>();
        links.home().ifPresent(uri -> shown.add(Map.entry(language.text("consent.home"), uri)));
        links.policy().ifPresent(uri -> shown.add(Map.entry(language.text("consent.policy"), uri)));
        links.terms().ifPresent(uri -> shown.add(Map.entry(language.text("consent.terms"), uri)));
        return shown;
    }

    public Answer device(Brand brand, Device page) {
        Context context = context(brand);
        context.setVariable("page", page);
        context.setVariable("action", brand.tenant.path() + "/device");
        return answer(page.refused ? 404 : 200, "device", context, "");
    }

    public Answer deviceConfirmation(Brand brand, DeviceConfirmation page) {
        Context context = context(brand);
        context.setVariable("page", page);
        context.setVariable("action", brand.tenant.path() + "/device/answer");
        return answer(200, "device-confirmation", context, "");
    }

    public Answer signOut(Brand brand, SignOut page) {
        Context context = context(brand);
        context.setVariable("page", page);
        context.setVariable("action", brand.tenant.path() + "/end_session/confirm");
        return answer(200, "sign-out", context, "");
    }

    public Answer signedOut(Brand brand, SignedOut page) {
        Context context = context(brand);
        context.setVariable("page", page);
        return answer(200, "signed-out", context, "", page.sources);
    }

    public Answer account(int status, Brand brand, Account page) {
        Context context = context(brand);
        context.setVariable("page", page);
        context.setVariable("notice", page.notice.orElse(null));
        context.setVariable("path", brand.tenant.path());
        return answer(status, "account", context, "");
    }

    /** A page that tells how something went, and asks for nothing. */
    public Answer told(int status, Brand brand, String title, String text) {
        Context context = context(brand);
        context.setVariable("title", title);
        context.setVariable("text", text);
        return answer(status, "told", context, "");
    }

    /** A page that only tells. Its reference finds the request in the logs. */
    public Answer error(int status, Optional<Brand> brand, String text) {
        Context context = brand.map(this::context).orElseGet(() -> plain(Language.ENGLISH));
        context.setVariable("text", text);
        context.setVariable("reference", Correlation.current());
        return answer(status, "error", context, "");
    }

    private Context context(Brand brand) {
        Context context = plain(brand.language);
        String accent = brand.branding.accentColor();
        context.setVariable("tenant", brand.branding.displayName());
        context.setVariable(
                "initial", brand.branding.displayName().substring(0, 1).toUpperCase(Locale.ROOT));
        context.setVariable("theme", brand.tenant.path() + "/theme.css?c=" + accent.substring(1));
        return context;
    }

    private Context plain(Language language) {
        Context context = new Context(language.locale());
        context.setVariable("t", language.texts());
        context.setVariable("lang", language.tag());
        context.setVariable("stylesheet", stylesheet.path());
        return context;
    }

    private Answer answer(int status, String template, Context context, String formTarget) {
        return answer(status, template, context, formTarget, "");
    }

    private Answer answer(int status, String template, Context context, String formTarget, String frames) {
        return page(
                status,
                template,
                context,
                "form-action 'self'"
                        + (formTarget.isEmpty() ? "" : " " + formTarget)
                        + (frames.isEmpty() ? "" : "; frame-src " + frames));
    }

    private Answer page(int status, String template, Context context, String allowed) {
        return Answer.text(status, "text/html;charset=utf-8", templates.process(template, context))
                .notStored()
                .with("Referrer-Policy", "no-referrer")
                .with("X-Frame-Options", "DENY")
                .with(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'self'; img-src 'self'; " + allowed
                                + "; frame-ancestors 'none'; base-uri 'none'");
    }
}
