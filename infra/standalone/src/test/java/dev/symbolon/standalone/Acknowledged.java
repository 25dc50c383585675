package dev.symbolon.standalone;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.symbolon.benchmark.CodeFlow;
import java.io.IOException;
import java.text.ParseException;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What clients were told, and may hold the platform to from then on. */
final class Acknowledged {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** @param grant as the tokens name it; {@code accessToken} and {@code idToken} are their {@code jti} */
    record Tokens(String grant, String accessToken, String idToken) {}

    private final Map<String, CodeFlow.Code> codes = new ConcurrentHashMap<>();
    private final Map<String, Tokens> redeemed = new ConcurrentHashMap<>();
    private final Queue<CodeFlow.Code> inDoubt = new ConcurrentLinkedQueue<>();

    void code(CodeFlow.Code code) {
        codes.put(code.value(), code);
    }

    void redeemed(CodeFlow.Code code, String answer) throws IOException {
        JsonNode tokens = JSON.readTree(answer);
        JWTClaimsSet access = claims(tokens.get("access_token").asString());
        JWTClaimsSet id = claims(tokens.get("id_token").asString());
        Tokens now = new Tokens(String.valueOf(access.getClaim("grant_id")), access.getJWTID(), id.getJWTID());
        Tokens before = redeemed.put(code.value(), now);
        if (before != null) {
            throw new AssertionError("a code was redeemed twice, for " + before + " and " + now);
        }
    }

    /** The answer to its redemption never came. */
    void inDoubt(CodeFlow.Code code) {
        inDoubt.add(code);
    }

    /** Takes those whose redemption is in doubt: whoever has them settles them. */
    Queue<CodeFlow.Code> takeDoubts() {
        Queue<CodeFlow.Code> taken = new ConcurrentLinkedQueue<>();
        for (CodeFlow.Code code = inDoubt.poll(); code != null; code = inDoubt.poll()) {
            taken.add(code);
        }
        return taken;
    }

    Map<String, CodeFlow.Code> codes() {
        return codes;
    }

    Map<String, Tokens> redemptions() {
        return redeemed;
    }

    private static JWTClaimsSet claims(String token) throws IOException {
        try {
            return SignedJWT.parse(token).getJWTClaimsSet();
        } catch (ParseException e) {
            throw new IOException("not a token", e);
        }
    }
}
