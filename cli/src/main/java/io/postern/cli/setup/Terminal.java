package io.postern.cli.setup;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;

/// Lines in, lines out: a person at a terminal, or a pipe that answers like one.
public record Terminal(BufferedReader in, PrintWriter out) implements Interview.Person {

    @Override
    public String answer(String question, String suggestion) throws IOException {
        out.print(question + (suggestion.isEmpty() ? "" : " [" + suggestion + "]") + ": ");
        out.flush();
        String answer = in.readLine();
        if (System.console() == null || answer == null) {
            out.println(
                    answer == null ? "" : answer); // a pipe shows nothing by itself, and the transcript is to be whole
        }
        return answer;
    }

    @Override
    public void told(String problem) {
        out.println("  ! " + problem);
    }

    /// The end of the input is a no.
    boolean confirms(String question, boolean suggestion) throws IOException {
        while (true) {
            String answer = answer(question, suggestion ? "yes" : "no");
            if (answer == null) {
                return false;
            }
            switch (answer.strip().toLowerCase(Locale.ROOT)) {
                case "" -> {
                    return suggestion;
                }
                case "yes", "y" -> {
                    return true;
                }
                case "no", "n" -> {
                    return false;
                }
                default -> told("yes or no");
            }
        }
    }
}
