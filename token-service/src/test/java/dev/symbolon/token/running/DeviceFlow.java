package dev.symbolon.token.running;

import dev.symbolon.core.client.GrantType;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/** One client's device flow: the device, and the browser in which a person answers it. */
public final class DeviceFlow {
    private final TestTenant tenant;
    private final TestTenant.Client client;
    private final boolean secret;

    public DeviceFlow(TestTenant tenant, TestTenant.Client client) {
        this(tenant, client, false);
    }

    private DeviceFlow(TestTenant tenant, TestTenant.Client client, boolean secret) {
        this.tenant = tenant;
        this.client = client;
        this.secret = secret;
    }

    /** The flow of a client that has a secret. */
    public DeviceFlow confidential() {
        return new DeviceFlow(tenant, client, true);
    }

    public TestBrowser.Page request(RunningPlatform.Node node, Map<String, String> more) {
        Map<String, String> form = named();
        form.put("scope", "openid profile");
        form.putAll(more);
        return device(node).post(tenant.path() + "/device_authorization", form);
    }

    /** What the device is answered. */
    public Map<String, Object> ask(RunningPlatform.Node node) {
        TestBrowser.Page page = request(node, Map.of());
        if (page.status() != 200) {
            throw new AssertionError("no device code but " + page.status() + " " + page.body());
        }
        return CodeFlow.json(page);
    }

    public TestBrowser.Page poll(RunningPlatform.Node node, Object deviceCode) {
        return poll(node, deviceCode, Map.of());
    }

    public TestBrowser.Page poll(RunningPlatform.Node node, Object deviceCode, Map<String, String> more) {
        Map<String, String> form = named();
        form.putAll(more);
        form.put("grant_type", GrantType.DEVICE_CODE.value());
        form.put("device_code", deviceCode.toString());
        return device(node).post(tenant.path() + "/token", form);
    }

    /** Signs in where needed; the page that shows what is asked. */
    public TestBrowser.Page page(TestBrowser browser, TestTenant.Person person, Map<String, Object> asked) {
        URI complete = URI.create(asked.get("verification_uri_complete").toString());
        TestBrowser.Page page = browser.get(complete.getRawPath() + "?" + complete.getRawQuery());
        if (page.body().contains("name=\"password\"")) {
            page = browser.signIn(page, person.login(), person.password());
            page = browser.get(page.location());
        }
        return page;
    }

    public TestBrowser.Page answer(
            TestBrowser browser, TestTenant.Person person, Map<String, Object> asked, String decision) {
        return browser.answer(page(browser, person, asked), decision);
    }

    private Map<String, String> named() {
        Map<String, String> form = new LinkedHashMap<>();
        if (!secret) {
            form.put("client_id", client.id().value());
        }
        return form;
    }

    private TestBrowser device(RunningPlatform.Node node) {
        TestBrowser device = TestBrowser.at(node);
        return secret ? device.header("Authorization", CodeFlow.basic(client)) : device;
    }
}
