package dev.symbolon.standalone;

import dev.symbolon.admin.TenantAdminApplication;
import dev.symbolon.projection.ProjectionsApplication;
import dev.symbolon.token.TokenServiceApplication;
import io.micrometer.core.instrument.binder.logging.LogbackMetrics;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** One of the three services: a Spring context of its own, here or in a process of its own. */
final class Service implements AutoCloseable {
    /** One for the process, as its log is: each would add itself to the log's listeners, which minds no other thread. */
    private static final LogbackMetrics LOG_LINES = new LogbackMetrics();

    private final ConfigurableApplicationContext context;

    private Service(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Starts it; it serves when this returns. */
    static Service start(Part part, List<String> settings) {
        Class<?> application =
                switch (part) {
                    case TOKEN -> TokenServiceApplication.class;
                    case ADMIN -> TenantAdminApplication.class;
                    case AUDIT -> ProjectionsApplication.class;
                    case STORE, KAFKA -> throw new IllegalArgumentException(part + " is no service");
                };
        SpringApplication spring = new SpringApplication(application);
        spring.setRegisterShutdownHook(false);
        spring.addInitializers(context -> context.getBeanFactory().registerSingleton("logbackMetrics", LOG_LINES));
        List<String> arguments = new ArrayList<>(settings);
        // Each service's jar has an application.yaml; on one class path only the first would be found.
        arguments.add("--spring.config.location=" + settingsFolder(application));
        // Three registries in one process: each counts what is its own.
        arguments.add("--management.metrics.use-global-registry=false");
        arguments.add("--spring.thymeleaf.check-template-location=false");
        arguments.add("--spring.main.banner-mode=off");
        return new Service(spring.run(arguments.toArray(String[]::new)));
    }

    int port() {
        return Objects.requireNonNull(((WebServerApplicationContext) context).getWebServer())
                .getPort();
    }

    @Override
    public void close() {
        context.close();
    }

    private static String settingsFolder(Class<?> application) {
        URL code = application.getProtectionDomain().getCodeSource().getLocation();
        return code.getPath().endsWith(".jar") ? "jar:" + code + "!/" : code.toString();
    }
}
