package io.postern.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/// Runs a command as a terminal would, and keeps what it printed.
record Console(int exit, String out, String err) {

    static Console run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = Postern.commandLine(new PrintWriter(out, true), new PrintWriter(err, true))
                .execute(arguments);
        return new Console(exit, out.toString(), err.toString());
    }
}
