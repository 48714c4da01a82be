package io.postern.enricher.registries;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.postern.events.Address;
import io.postern.events.ClientProfile.Registration.Status;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// An RDAP server's word on an IP network (RFC 9083, section 5.4). Read are `startAddress`, `endAddress`, `name`,
/// `country` and the handles of its entities; all else, remarks above all, is left alone.
final class RdapAnswer {

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(64)
                            .maxStringLength(100_000)
                            .build())
                    .build())
            .build();

    private RdapAnswer() {}

    /// @throws RegistryException when it is no such answer, or one about another network
    static RegisteredNetwork read(byte[] json, Address client) throws RegistryException {
        JsonNode answer;
        try {
            answer = JSON.readTree(json);
        } catch (JacksonException e) {
            throw new RegistryException(Status.FAILED, "not JSON, or deeper or longer than any answer");
        } catch (IOException e) {
            throw new RegistryException(Status.FAILED, "cannot be read");
        }
        if (answer == null || !answer.isObject()) {
            throw new RegistryException(Status.FAILED, "not a JSON object");
        }
        AddressRange range = range(answer);
        if (!range.contains(client)) {
            throw new RegistryException(Status.FAILED, "about a network that does not hold the address asked for");
        }
        List<String> entities = new ArrayList<>();
        for (JsonNode entity : answer.path("entities")) {
            entities.add(text(entity, "handle"));
        }
        return new RegisteredNetwork(range.around(client), text(answer, "name"), text(answer, "country"), entities);
    }

    private static AddressRange range(JsonNode answer) throws RegistryException {
        Address first = address(answer, "startAddress");
        Address last = address(answer, "endAddress");
        try {
            return new AddressRange(first, last);
        } catch (IllegalArgumentException e) {
            throw new RegistryException(Status.FAILED, "startAddress and endAddress are no range");
        }
    }

    /// LACNIC writes a prefix length behind it.
    private static Address address(JsonNode answer, String field) throws RegistryException {
        String text = text(answer, field);
        int slash = text == null ? -1 : text.indexOf('/');
        Address address = Address.orNull(slash < 0 ? text : text.substring(0, slash));
        if (address == null) {
            throw new RegistryException(Status.FAILED, field + " is no address");
        }
        return address;
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isTextual() ? value.textValue() : null;
    }
}
