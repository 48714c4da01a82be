package io.postern.cli.setup;

import java.util.ArrayList;
import java.util.List;

/// What changes between two short texts, line by line: `-` goes, `+` comes. Unchanged lines are left out.
final class Diff {

    private Diff() {}

    static List<String> between(List<String> before, List<String> after) {
        int[][] common = longestCommon(before, after);
        List<String> diff = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < before.size() || j < after.size()) {
            if (i < before.size() && j < after.size() && before.get(i).equals(after.get(j))) {
                i++;
                j++;
            } else if (j == after.size() || i < before.size() && common[i + 1][j] >= common[i][j + 1]) {
                diff.add("-" + before.get(i++));
            } else {
                diff.add("+" + after.get(j++));
            }
        }
        return diff;
    }

    /// How many lines are common from line i of the one and line j of the other on.
    private static int[][] longestCommon(List<String> before, List<String> after) {
        int[][] common = new int[before.size() + 1][after.size() + 1];
        for (int i = before.size() - 1; i >= 0; i--) {
            for (int j = after.size() - 1; j >= 0; j--) {
                common[i][j] = before.get(i).equals(after.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        return common;
    }
}
