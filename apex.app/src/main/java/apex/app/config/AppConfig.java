package apex.app.config;

import apex.kernel.config.GatewayConfig;

/** A whole configuration: the kernel's part and the process's. */
public record AppConfig(GatewayConfig gateway, AppSettings settings) {}
