package dev.symbolon.admin.provider;

import dev.symbolon.admin.http.AdminRefusal;
import dev.symbolon.admin.http.Answer;
import dev.symbolon.admin.http.Call;
import dev.symbolon.admin.http.Orders;
import dev.symbolon.core.provider.ProviderId;
import dev.symbolon.core.provider.ProviderState;
import dev.symbolon.ports.secret.KeyVault;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What one call does with a provider's secret. A new one is in the vault before the log says where; whatever the log doesn't
 * name once the call is decided is destroyed, be it the one that was replaced or the one that was refused.
 */
final class ProviderSecret {
    private final Orders orders;
    private final KeyVault vault;
    private final Call call;
    private final ProviderId provider;
    private final String fresh;

    /** Entries that this call has made, or meant to replace. */
    private final Set<String> touched = new HashSet<>();

    ProviderSecret(Orders orders, KeyVault vault, Call call, ProviderId provider) {
        this.orders = orders;
        this.vault = vault;
        this.call = call;
        this.provider = provider;
        this.fresh = "provider-" + orders.freshId();
    }

    /** The entry of a new secret, which a decision that runs again keeps once; empty where the call has none. */
    Optional<String> keep(Optional<String> secret) {
        secret.ifPresent(text -> {
            if (touched.add(fresh)) {
                vault.keep(call.tenant(), fresh, text.getBytes(StandardCharsets.UTF_8));
            }
        });
        return secret.map(_ -> fresh);
    }

    /** The entry that was in force when the call was decided. */
    void met(ProviderState state) {
        state.metadata().vaultEntry().ifPresent(touched::add);
    }

    /** Where nobody knows what became of it, all stays: the log may name either. */
    Answer decide(Supplier<Answer> decision) {
        Answer answer;
        try {
            answer = decision.get();
        } catch (AdminRefusal e) {
            settle();
            throw e;
        }
        settle();
        return answer;
    }

    private void settle() {
        if (touched.isEmpty()) {
            return;
        }
        Optional<String> named = orders.in(
                call.tenant(),
                reading -> reading.state(ProviderState.FOLD, provider)
                        .filter(state -> !state.removed())
                        .flatMap(state -> state.metadata().vaultEntry()));
        touched.stream()
                .filter(entry -> !named.equals(Optional.of(entry)))
                .forEach(entry -> vault.destroy(call.tenant(), entry));
    }
}
