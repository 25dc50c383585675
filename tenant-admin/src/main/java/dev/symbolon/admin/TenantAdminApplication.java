package dev.symbolon.admin;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The operator's side: a REST API that onboards tenants and what belongs to them. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class TenantAdminApplication {
    public static void main(String[] arguments) {
        SpringApplication.run(TenantAdminApplication.class, arguments);
    }
}
