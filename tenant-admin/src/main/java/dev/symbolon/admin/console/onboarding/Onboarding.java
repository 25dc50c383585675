package dev.symbolon.admin.console.onboarding;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A tenant that somebody is bringing on board, as far as they got. Their browser carries it, sealed, so that it goes on where
 * it stopped; the keys make that the tenant and its application are made once, however often it is sent.
 *
 * @param user    who does it: nobody else's console goes on with it
 * @param step    where they are, from 0
 * @param wanted  the tenant, as the API takes it
 * @param tenant  its id; empty before it is made
 * @param key     by which it is made once
 * @param app     its first application, as the API takes it; empty before it is described
 * @param appKey  by which that is made once
 */
record Onboarding(String user, int step, JsonNode wanted, String tenant, String key, JsonNode app, String appKey) {

    /** The steps in their order. */
    static final List<String> STEPS = List.of("Name", "Looks", "First admin", "First application", "Try it");

    static final int APPLICATION = 3;
    static final int TRY = 4;

    /** The fields of the tenant that each step asks for. */
    static final List<List<String>> FIELDS =
            List.of(List.of("displayName", "slug"), List.of("accentColor"), List.of("admin"));

    Onboarding at(int other) {
        return new Onboarding(user, other, wanted, tenant, key, app, appKey);
    }

    Onboarding wanting(JsonNode all) {
        return new Onboarding(user, step, all, tenant, key, app, appKey);
    }

    Onboarding made(String id) {
        return new Onboarding(user, APPLICATION, wanted, id, key, app, appKey);
    }

    Onboarding with(JsonNode application) {
        return new Onboarding(user, step, wanted, tenant, key, application, appKey);
    }

    /** The step whose field a problem is about. */
    static int blamed(Map<String, String> errors, int otherwise) {
        return errors.keySet().stream()
                .map(pointer -> pointer.split("/")[1])
                .flatMap(field ->
                        FIELDS.stream().filter(step -> step.contains(field)).map(FIELDS::indexOf))
                .findFirst()
                .orElse(otherwise);
    }
}
