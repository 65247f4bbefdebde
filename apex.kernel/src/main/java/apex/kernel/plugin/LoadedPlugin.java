package apex.kernel.plugin;

/**
 * A plugin whose layer stands.
 *
 * @param candidate what was read
 * @param module its module in a layer of its own
 */
record LoadedPlugin(PluginCandidate candidate, Module module) {
    Origin origin() {
        return new Origin(
                candidate.file().toString(),
                module.getName(),
                module.getDescriptor().rawVersion().orElse(""));
    }
}
