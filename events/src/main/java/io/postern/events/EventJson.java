package io.postern.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.util.stream.Collectors;

/// How events lie in a topic: one line of JSON, UTF-8, times as RFC 3339 in UTC, durations as ISO 8601, absent rather
/// than null, so that a console consumer shows something a person can read.
///
/// Unknown fields are ignored, which is what lets an old reader live beside a new writer.
public final class EventJson {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_EMPTY, JsonInclude.Include.NON_NULL))
            .build();

    private EventJson() {}

    public static byte[] write(Event event) {
        try {
            return MAPPER.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event that cannot be written: " + event.getClass(), e);
        }
    }

    /// One step of a message as it lies in its event.
    public static String text(MailFlowStep step) {
        try {
            return MAPPER.writeValueAsString(step);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a step that cannot be written: " + step.getClass(), e);
        }
    }

    /// @throws EventFormatException when the bytes are no such event; the message names the field, never the bytes
    public static <V extends Event> V read(Class<V> type, byte[] bytes) {
        try {
            V event = MAPPER.readValue(bytes, type);
            if (event == null) {
                throw new EventFormatException(type.getSimpleName() + ": null", null);
            }
            return event;
        } catch (JsonMappingException e) {
            String field = e.getPath().stream()
                    .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                    .collect(Collectors.joining("."));
            String place = field.isEmpty() ? "" : " at field " + field;
            throw new EventFormatException(type.getSimpleName() + place + ": " + why(e), e);
        } catch (JsonProcessingException e) {
            throw new EventFormatException(
                    type.getSimpleName() + ": not JSON at line "
                            + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr(),
                    e);
        } catch (IOException e) {
            throw new EventFormatException(type.getSimpleName() + ": " + e.getMessage(), e);
        }
    }

    private static String why(JsonMappingException e) {
        if (e.getCause() instanceof IllegalArgumentException refused) {
            return refused.getMessage();
        }
        return e instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null
                ? "not a " + mismatch.getTargetType().getSimpleName()
                : "not as it should be";
    }
}
