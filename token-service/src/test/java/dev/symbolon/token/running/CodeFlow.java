package dev.symbolon.token.running;

import dev.symbolon.token.http.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** One client's authorization code flow, whose requests a test can bend. */
public final class CodeFlow {
    public static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    public static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    private final TestTenant tenant;
    private final TestTenant.Client client;
    private final Map<String, String> parameters = new LinkedHashMap<>();

    public CodeFlow(TestTenant tenant, TestTenant.Client client) {
        this.tenant = tenant;
        this.client = client;
        parameters.put("response_type", "code");
        parameters.put("client_id", client.id().value());
        parameters.put("redirect_uri", client.redirectUri());
        parameters.put("scope", "openid profile email");
        parameters.put("state", "a state & more");
        parameters.put("nonce", "n-1");
        parameters.put("code_challenge", CHALLENGE);
        parameters.put("code_challenge_method", "S256");
    }

    public CodeFlow with(String name, String value) {
        parameters.put(name, value);
        return this;
    }

    public CodeFlow without(String name) {
        parameters.remove(name);
        return this;
    }

    public Map<String, String> parameters() {
        return parameters;
    }

    public String target() {
        return tenant.path() + "/authorize?" + TestBrowser.encoded(parameters);
    }

    public TestBrowser.Page authorize(TestBrowser browser) {
        return browser.get(target());
    }

    /** For a client of another response type: nothing that protects a code, where there is none. */
    public CodeFlow responding(String responseType) {
        parameters.put("response_type", responseType);
        if (!responseType.contains("code")) {
            parameters.remove("code_challenge");
            parameters.remove("code_challenge_method");
        }
        return this;
    }

    /** Signs in and agrees as asked; the redirect to the client. */
    public TestBrowser.Page complete(TestBrowser browser, TestTenant.Person person) {
        return complete(browser, person, target(), client.redirectUri());
    }

    /** The same for an authorization request that somebody else made. */
    public static TestBrowser.Page complete(
            TestBrowser browser, TestTenant.Person person, String target, String redirectUri) {
        TestBrowser.Page page = browser.get(target);
        for (int step = 0; step < 6; step++) {
            if (page.status() == 303) {
                if (page.location().startsWith(redirectUri)) {
                    return page;
                }
                page = browser.get(page.location());
            } else if (page.body().contains("name=\"password\"")) {
                page = browser.signIn(page, person.login(), person.password());
            } else if (page.body().contains("name=\"decision\"")) {
                page = browser.answer(page, "allow");
            } else {
                throw new AssertionError("the flow ended with " + page.status() + " " + page.body());
            }
        }
        throw new AssertionError("the flow didn't end");
    }

    public String code(TestBrowser browser, TestTenant.Person person) {
        return complete(browser, person).redirected("code").orElseThrow();
    }

    /** The token request's parameters for a code. */
    public Map<String, String> redemption(String code) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", parameters.get("redirect_uri"));
        form.put("code_verifier", VERIFIER);
        return form;
    }

    public TestBrowser.Page redeem(RunningPlatform.Node node, String code) {
        return redeem(node, redemption(code));
    }

    public TestBrowser.Page redeem(RunningPlatform.Node node, Map<String, String> form) {
        return TestBrowser.at(node).header("Authorization", basic(client)).post(tenant.path() + "/token", form);
    }

    public static String basic(TestTenant.Client client) {
        return "Basic "
                + Base64.getEncoder()
                        .encodeToString((client.id().value() + ":" + client.secret()).getBytes(StandardCharsets.UTF_8));
    }

    public static Map<String, Object> json(TestBrowser.Page page) {
        return Json.readObject(page.body().getBytes(StandardCharsets.UTF_8));
    }

    /** The claims of a signed token, unverified. */
    public static Map<String, Object> claims(Object token) {
        return Json.readObject(Base64.getUrlDecoder().decode(token.toString().split("\\.")[1]));
    }

    public static Map<String, Object> header(Object token) {
        return Json.readObject(Base64.getUrlDecoder().decode(token.toString().split("\\.")[0]));
    }
}
