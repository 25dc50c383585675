package dev.symbolon.infra.serialization;

import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How payloads that hold a client's metadata came to their newest version. */
final class ClientPayloads {

    /** To version 2: grant types by their registered names, and what clients of other flows need, all of it off. */
    static ObjectNode withEveryFlow(ObjectNode data) {
        ObjectNode metadata = (ObjectNode) data.get("metadata");
        List<String> grants = metadata.get("grantTypes")
                .valueStream()
                .map(constant -> registeredName(constant.stringValue()))
                .sorted()
                .toList();
        ArrayNode names = metadata.putArray("grantTypes");
        grants.forEach(names::add);
        ArrayNode responseTypes = metadata.putArray("responseTypes");
        if (grants.contains("authorization_code")) {
            responseTypes.add("CODE");
        }
        metadata.putObject("subject").put("pairwise", false);
        metadata.putObject("signIn").put("requireAuthTime", false).putArray("acrValues");
        metadata.putObject("logout").putArray("postLogoutRedirectUris");
        metadata.putObject("links");
        return data;
    }

    private static String registeredName(String constant) {
        return switch (constant) {
            case "AUTHORIZATION_CODE" -> "authorization_code";
            case "REFRESH_TOKEN" -> "refresh_token";
            case "CLIENT_CREDENTIALS" -> "client_credentials";
            default -> throw new UnreadableEventException("version 1 had no grant type " + constant);
        };
    }

    private ClientPayloads() {}
}
