package apex.app;

import apex.app.command.ApexCommand;
import apex.app.process.NettySetup;

/** The {@code apex} command. */
public final class Main {
    private Main() {}

    /**
     * Runs the command and ends the process: 0 all went well, 1 the configuration or the start failed, 2 the command line is wrong.
     *
     * @param args the command line after {@code apex}
     */
    public static void main(String[] args) {
        NettySetup.apply();
        System.exit(ApexCommand.commandLine().execute(args));
    }
}
