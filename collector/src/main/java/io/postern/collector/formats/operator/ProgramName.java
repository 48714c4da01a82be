package io.postern.collector.formats.operator;

/// The name under which a program logs; `*` stands for any characters.
record ProgramName(String text) {

    boolean matches(String program) {
        int star = text.indexOf('*');
        if (star < 0) {
            return text.equals(program);
        }
        String[] pieces = text.split("\\*", -1);
        String last = pieces[pieces.length - 1];
        if (!program.startsWith(pieces[0]) || program.length() < pieces[0].length() + last.length()) {
            return false;
        }
        int at = pieces[0].length();
        int end = program.length() - last.length();
        for (int i = 1; i < pieces.length - 1; i++) {
            int found = program.indexOf(pieces[i], at);
            if (found < 0 || found + pieces[i].length() > end) {
                return false;
            }
            at = found + pieces[i].length();
        }
        return program.endsWith(last);
    }
}
