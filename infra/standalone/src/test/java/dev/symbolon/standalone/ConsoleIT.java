package dev.symbolon.standalone;

import dev.symbolon.infra.browser.Chromium;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** The console of a running platform, in a real browser. It takes longest, and so begins first. */
@Order(1)
@EnabledIf("installed")
class ConsoleIT {

    static boolean installed() {
        return Chromium.installed();
    }

    @Test
    void an_operator_onboards_a_tenant_whose_admin_runs_it_until_it_is_suspended_and_again_once_it_is_reactivated()
            throws Exception {
        RunningPlatform platform = RunningPlatform.shared();
        new ConsoleWalk(platform.adminUrl(), platform.operator().get("password").asString(), "bristol").walk();
        RunningPlatform.assertServedByIndexes();
    }
}
