package io.postern.cli.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.PrintWriter;
import java.util.List;

/// For programs: `{"decisions":[…],"summary":{…}}` (or `top`, or `differences` in their place), or each as an object on
/// a line of its own: `{"decision":{…}}`.
final class JsonReport implements Report {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private final PrintWriter out;
    private final boolean document;
    private final int top;
    private String list;

    JsonReport(PrintWriter out, boolean document, int top) {
        this.out = out;
        this.document = document;
        this.top = top;
    }

    @Override
    public void decided(Entry entry) {
        if (top == 0) {
            write("decision", entry);
        }
    }

    @Override
    public void differs(Difference difference) {
        write("difference", difference);
    }

    @Override
    public void end(Summary summary, Totals totals) {
        List<Totals.Banned> most = totals.top(top);
        most.forEach(one -> write("top", one));
        if (document) {
            out.print(list == null ? "{\"decisions\":[" : "");
            out.println("],\"summary\":" + text(summary) + "}");
        } else {
            write("summary", summary);
        }
        out.flush();
    }

    /// All of one document's objects are of one kind.
    private void write(String kind, Object value) {
        if (!document) {
            out.print("{\"" + kind + "\":" + text(value) + "}\n");
            return;
        }
        out.print(list == null ? "{\"" + (kind.equals("top") ? kind : kind + "s") + "\":[\n" : ",\n");
        out.print(text(value));
        list = kind;
    }

    private static String text(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a result that cannot be written: " + value.getClass(), e);
        }
    }
}
