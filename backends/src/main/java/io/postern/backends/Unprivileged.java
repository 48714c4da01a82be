package io.postern.backends;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;

/// How root runs a program that refuses to run as root, without handing its files to another user.
final class Unprivileged {
    /// In a user namespace of its own it sees a nameless user who owns the same files.
    private static final List<String> NAMESPACE = List.of("unshare", "--user");

    /// Where containers forbid that: nobody, but allowed into directories that only root may enter.
    private static final List<String> NOBODY = List.of(
            "setpriv",
            "--securebits=+no_setuid_fixup", // else access(2) would not count the capability
            "--reuid=65534",
            "--regid=65534",
            "--clear-groups",
            "--inh-caps=+dac_override",
            "--ambient-caps=+dac_override");

    private Unprivileged() {}

    /// What comes before the command; nothing for an ordinary user.
    static List<String> prefix() throws IOException, InterruptedException {
        if (!System.getProperty("user.name").equals("root")) {
            return List.of();
        }
        Process trial = new ProcessBuilder("unshare", "--user", "true")
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start();
        return trial.waitFor() == 0 ? NAMESPACE : NOBODY;
    }
}
