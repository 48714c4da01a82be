package io.postern.collector.formats.operator;

import io.postern.events.Service;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Reads a file of formats. A line holds a word and its value up to the line's end, so that nothing in a regular
/// expression must be quoted:
///
/// ```
/// # Comments and empty lines may stand anywhere.
/// format    kerio
/// own-log
/// time      dd/MMM/yyyy HH:mm:ss
/// service   smtp
/// failed    \[(?P<at>[^\]]+)\] SMTP: User (?P<user>.*) doesn't exist\. Attempt from IP address (?P<client>\S+)\.
/// ```
///
/// `format` begins one; then `program NAME…` or `own-log`; `service` and `time` hold for the patterns below them.
final class FormatsSyntax {

    private static final Pattern LINE = Pattern.compile("\\s*(\\S+)\\s*(.*?)\\s*");
    private static final String NAME = "[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?";
    private static final int MOST_FORMATS = 100;
    private static final int MOST_PATTERNS = 100;

    private final String file;
    private final List<Problem> problems;
    private final Regex.Maker regexes;
    private final List<DefinedFormat> formats = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    private int number;
    private int started;
    private String name;
    private List<ProgramName> programs;
    private Service service = Service.OTHER;
    private TimeForm time;
    private List<LinePattern> patterns = new ArrayList<>();

    /// A refused one is not missing.
    private boolean patternSeen;

    private FormatsSyntax(String file, List<Problem> problems, Regex.Maker regexes) {
        this.file = file;
        this.problems = problems;
        this.regexes = regexes;
    }

    /// @param file its name, for the problems
    /// @param problems everything wrong is added here; if anything is, the result is of no use
    static List<DefinedFormat> read(String file, String text, List<Problem> problems) {
        return new FormatsSyntax(file, problems, Regex::checked).read(text);
    }

    /// The same of a file whose expressions are known to be right.
    static List<DefinedFormat> readKnown(String file, String text, List<Problem> problems) {
        return new FormatsSyntax(file, problems, Regex::known).read(text);
    }

    private List<DefinedFormat> read(String text) {
        for (String line : text.split("\n", -1)) {
            number++;
            Matcher words = LINE.matcher(line);
            if (words.matches() && !words.group(1).startsWith("#")) {
                statement(words.group(1), words.start(1), words.group(2), words.start(2));
            }
        }
        finish();
        if (formats.size() > MOST_FORMATS) {
            problem(0, "at most " + MOST_FORMATS + " formats, were " + formats.size());
        }
        return formats;
    }

    private void statement(String word, int wordAt, String value, int valueAt) {
        if (!word.equals("format") && name == null) {
            problem(wordAt, "a format begins with its name: format NAME");
            name = ""; // said once
            started = number;
        }
        switch (word) {
            case "format" -> begin(value, valueAt);
            case "program" -> programs(value, valueAt);
            case "own-log" -> ownLog(value, wordAt, valueAt);
            case "service" -> service = service(value, valueAt);
            case "time" -> time = time(value, valueAt);
            default -> pattern(word, wordAt, value, valueAt);
        }
    }

    private void begin(String value, int at) {
        finish();
        name = value;
        started = number;
        programs = null;
        service = Service.OTHER;
        time = null;
        patterns = new ArrayList<>();
        patternSeen = false;
        if (!value.matches(NAME)) {
            problem(at, "a name has lower-case letters, digits and dashes inside, at most 64, was '" + value + "'");
        } else if (!names.add(value)) {
            problem(at, "another format is called '" + value + "' already");
        }
    }

    private void finish() {
        if (name == null) {
            return;
        }
        int end = number;
        number = started;
        if (programs == null) {
            problem(0, "the format names no program: program NAME, or own-log");
        }
        if (!patternSeen) {
            problem(0, "the format has no pattern");
        }
        number = end;
        formats.add(new DefinedFormat(name, programs == null ? List.of() : programs, List.copyOf(patterns)));
    }

    private void programs(String value, int at) {
        if (value.isEmpty() || programs != null) {
            problem(at, programs != null ? "the format has its programs already" : "name at least one program");
        }
        programs = Arrays.stream(value.split("\\s+")).map(ProgramName::new).toList();
    }

    private void ownLog(String value, int wordAt, int valueAt) {
        if (!value.isEmpty() || programs != null) {
            problem(
                    value.isEmpty() ? wordAt : valueAt,
                    programs != null ? "the format has its programs already" : "nothing stands behind own-log");
        }
        programs = List.of();
    }

    private Service service(String value, int at) {
        for (Service known : Service.values()) {
            if (known.wire().equals(value)) {
                return known;
            }
        }
        problem(
                at,
                "no such service: '" + value + "'; there are "
                        + Arrays.stream(Service.values()).map(Service::wire).collect(Collectors.joining(", ")));
        return Service.OTHER;
    }

    private TimeForm time(String value, int at) {
        try {
            return TimeForm.of(value);
        } catch (IllegalArgumentException e) {
            problem(at, e.getMessage());
            return null;
        }
    }

    private void pattern(String word, int wordAt, String value, int valueAt) {
        Verdict verdict = Verdict.of(word);
        if (verdict == null) {
            problem(
                    wordAt,
                    "no such word: '" + word
                            + "'; there are format, program, own-log, service, time and, before a pattern, "
                            + Verdict.words());
            return;
        }
        try {
            Expression expression = Expression.of(value, regexes);
            if (verdict.needsClient() && expression.client() == null) {
                problem(valueAt, "without a group (?P<client>…) nobody can be counted");
            } else if (expression.has("at") != (time != null)) {
                problem(
                        valueAt,
                        time == null ? "the group at needs a line above: time PATTERN" : "has no group (?P<at>…)");
            } else if (patterns.size() == MOST_PATTERNS) {
                problem(wordAt, "at most " + MOST_PATTERNS + " patterns in a format");
            }
            patterns.add(new LinePattern(verdict, expression, service, time));
            patternSeen = true;
        } catch (BadExpressionException e) {
            problem(valueAt + e.offset(), e.getMessage());
            patternSeen = true;
        }
    }

    private void problem(int offset, String message) {
        problems.add(new Problem(file, number, offset + 1, message));
    }
}
