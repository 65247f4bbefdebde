package apex.kernel.config;

import apex.spi.settings.Place;
import apex.spi.settings.SettingsTable;

/**
 * A filter or balancer that is asked for by name.
 *
 * @param name as its provider declares it
 * @param place where it was asked for
 * @param settings its settings, still unchecked, without the name
 */
public record StepConfig(String name, Place place, SettingsTable settings) {}
