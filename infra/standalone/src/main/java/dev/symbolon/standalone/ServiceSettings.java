package dev.symbolon.standalone;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** What each service is told at its start. Arguments are visible to others: none of them is a secret. */
record ServiceSettings(
        Ports ports, Path masterKey, boolean resetOperator, String operatorTokenSha256, String auditorTokenSha256) {
    static ServiceSettings of(
            Ports ports, Path masterKey, boolean resetOperator, String operatorToken, String auditorToken) {
        return new ServiceSettings(ports, masterKey, resetOperator, sha256(operatorToken), sha256(auditorToken));
    }

    String url(Part part) {
        return "http://localhost:" + ports.of(part);
    }

    List<String> arguments(Part part) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.address=127.0.0.1",
                "--server.port=" + ports.of(part),
                "--symbolon.node=" + part.label() + "-1",
                "--symbolon.mongodb=mongodb://127.0.0.1:" + ports.of(Part.STORE) + "/symbolon",
                "--symbolon.kafka=127.0.0.1:" + ports.of(Part.KAFKA),
                "--symbolon.master-key-file=" + masterKey));
        switch (part) {
            case TOKEN -> arguments.add("--symbolon.issuer-base=" + url(Part.TOKEN));
            case ADMIN ->
                arguments.addAll(List.of(
                        "--symbolon.issuer-base=" + url(Part.TOKEN),
                        "--symbolon.admin.public-base=" + url(Part.ADMIN),
                        "--symbolon.admin.first-credentials-file=" + masterKey.resolveSibling("operator.json"),
                        "--symbolon.admin.reset-operator=" + resetOperator,
                        "--symbolon.admin.operator-token-sha256=" + operatorTokenSha256));
            case AUDIT -> {
                arguments.add("--symbolon.audit.token-sha256=" + auditorTokenSha256);
                // Loopback without TLS: a browser would keep a secure cookie to itself.
                arguments.add("--symbolon.audit.secure-cookies=false");
            }
            case STORE, KAFKA -> throw new IllegalArgumentException(part + " is no service");
        }
        return arguments;
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
