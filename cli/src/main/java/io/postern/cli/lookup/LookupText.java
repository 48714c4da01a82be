package io.postern.cli.lookup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postern.cli.output.Table;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/// The enricher's answer in words.
public final class LookupText {

    private LookupText() {}

    public static void print(JsonNode answer, PrintWriter out) {
        JsonNode profile = answer.path("profile");
        JsonNode reverse = profile.path("reverse");
        JsonNode place = profile.path("place");
        JsonNode origin = profile.path("origin");
        JsonNode registration = profile.path("registration");
        Table table = new Table("ADDRESS", profile.path("client").asText(), "STATUS");
        if (profile.has("label")) {
            table.row("label", text(profile, "label"), "");
        }
        table.row("reverse name", text(reverse, "name"), join(status(reverse), text(reverse, "forward")));
        table.row(
                "place", join(text(place, "country"), text(place, "city"), list(place), located(place)), status(place));
        table.row("network", join(asn(origin), text(origin, "organisation")), status(origin));
        if (!registration.isMissingNode()) {
            table.row(
                    "registration",
                    join(text(registration, "network"), text(registration, "netName"), text(registration, "country")),
                    status(registration));
            table.row("announced by", join(asn(registration), text(registration, "asDescription")), "");
            table.row("told by", join(text(registration, "source"), text(registration, "asOf")), "");
        }
        table.print(out);
        for (JsonNode database : answer.path("databases")) {
            out.printf(
                    Locale.ROOT,
                    "%s, built %s%s%n",
                    text(database, "file"),
                    text(database, "builtAt"),
                    database.hasNonNull("attribution")
                            ? ": " + text(database, "attribution") + ", " + text(database, "link")
                            : "");
        }
    }

    /// The four fields of MailLogSentinel's ipinfo.py; null where nobody knows.
    public static ObjectNode ipinfo(JsonNode answer) {
        JsonNode profile = answer.path("profile");
        JsonNode origin = profile.path("origin");
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        fields.put("ip", profile.path("client").asText());
        fields.put("country_code", text(profile.path("place"), "country"));
        fields.put("asn", origin.hasNonNull("asn") ? origin.path("asn").asText() : null);
        fields.put("aso", text(origin, "organisation"));
        return fields;
    }

    private static String asn(JsonNode node) {
        return node.hasNonNull("asn") ? "AS" + node.path("asn").asText() : null;
    }

    private static String located(JsonNode place) {
        return place.hasNonNull("latitude")
                ? "(%s, %s)"
                        .formatted(
                                place.path("latitude").asText(),
                                place.path("longitude").asText())
                : null;
    }

    private static String list(JsonNode place) {
        List<String> names = new ArrayList<>();
        place.path("subdivisions").forEach(name -> names.add(name.asText()));
        return names.isEmpty() ? null : String.join(", ", names);
    }

    private static String status(JsonNode node) {
        return text(node, "status");
    }

    private static String text(JsonNode node, String field) {
        return node.hasNonNull(field) ? node.path(field).asText() : null;
    }

    private static String join(String... parts) {
        List<String> there = new ArrayList<>();
        for (String part : parts) {
            if (Objects.nonNull(part)) {
                there.add(part);
            }
        }
        return there.isEmpty() ? null : String.join("  ", there);
    }
}
