package dev.symbolon.token.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;

/** One client's refresh family, from its code flow on. */
public final class RefreshFlow {
    private final TestTenant tenant;
    private final TestTenant.Client client;
    private final boolean confidential;

    public RefreshFlow(TestTenant tenant, TestTenant.Client client) {
        this(tenant, client, true);
    }

    /** @param confidential whether the client proves itself by its secret, or only names itself */
    public RefreshFlow(TestTenant tenant, TestTenant.Client client, boolean confidential) {
        this.tenant = tenant;
        this.client = client;
        this.confidential = confidential;
    }

    /** The whole answer that the person's code came to. */
    public Map<String, Object> begin(TestBrowser browser, TestTenant.Person person, String scope) {
        CodeFlow flow = new CodeFlow(tenant, client).with("scope", scope);
        if (scope.contains("offline_access")) {
            flow.with("prompt", "consent");
        }
        Map<String, String> form = flow.redemption(flow.code(browser, person));
        TestBrowser.Page tokens = send(tenant.platform().node(), form);
        assertThat(tokens.status()).as(tokens.body()).isEqualTo(200);
        return CodeFlow.json(tokens);
    }

    public TestBrowser.Page refresh(RunningPlatform.Node node, Object refreshToken) {
        return refresh(node, refreshToken, Map.of());
    }

    public TestBrowser.Page refresh(RunningPlatform.Node node, Object refreshToken, Map<String, String> more) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "refresh_token");
        form.put("refresh_token", refreshToken.toString());
        form.putAll(more);
        return send(node, form);
    }

    private TestBrowser.Page send(RunningPlatform.Node node, Map<String, String> form) {
        TestBrowser sender = TestBrowser.at(node);
        if (!confidential) {
            form.put("client_id", client.id().value());
            return sender.post(tenant.path() + "/token", form);
        }
        return sender.header("Authorization", CodeFlow.basic(client)).post(tenant.path() + "/token", form);
    }

    public static Object token(Map<String, Object> answer) {
        Object token = answer.get("refresh_token");
        assertThat(token).as("refresh token in %s", answer.keySet()).isNotNull();
        return token;
    }
}
