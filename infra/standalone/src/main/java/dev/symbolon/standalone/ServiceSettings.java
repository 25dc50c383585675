package dev.symbolon.standalone;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What each service is told at its start. Arguments are visible to others: none of them is a secret. */
record ServiceSettings(Ports ports, Path masterKey, Path credentials, boolean resetOperator) {
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
                "--symbolon.master-key-file=" + masterKey,
                "--symbolon.issuer-base=" + url(Part.TOKEN)));
        switch (part) {
            case TOKEN -> {}
            case ADMIN ->
                arguments.addAll(List.of(
                        "--symbolon.admin.public-base=" + url(Part.ADMIN),
                        "--symbolon.admin.audit-base=" + url(Part.AUDIT),
                        "--symbolon.admin.first-credentials-file=" + credentials,
                        "--symbolon.admin.reset-operator=" + resetOperator));
            case AUDIT -> {
                arguments.add("--symbolon.audit.public-base=" + url(Part.AUDIT));
                // Loopback without TLS: a browser would keep a secure cookie to itself.
                arguments.add("--symbolon.audit.secure-cookies=false");
            }
            case STORE, KAFKA -> throw new IllegalArgumentException(part + " is no service");
        }
        return arguments;
    }
}
