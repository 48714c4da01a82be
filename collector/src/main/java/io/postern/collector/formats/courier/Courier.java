package io.postern.collector.formats.courier;

import io.postern.collector.parsing.Daemon;
import io.postern.collector.parsing.Format;
import io.postern.collector.parsing.Line;
import io.postern.collector.parsing.Reading;
import io.postern.collector.parsing.Server;
import io.postern.events.Service;
import io.postern.events.Source;

/// Courier: imapd, pop3d and their `-ssl`, sqwebmail, and courieresmtpd.
public final class Courier implements Format {

    static final Server COURIER = new Server(Daemon.COURIER, Source.COURIER);

    static final Reading NO_ADDRESS = COURIER.unreadable("no address where Courier writes the client's");

    @Override
    public boolean speaksAs(String program) {
        return service(program) != null;
    }

    @Override
    public boolean remembers() {
        return false;
    }

    @Override
    public Reading read(Line line) {
        Service service = service(line.program());
        return service.isSmtp() ? CourierSmtp.read(line, service) : CourierLogin.read(line, service);
    }

    /// Null for a name that no server of Courier has.
    private static Service service(String program) {
        return switch (program) {
            case "imapd", "imapd-ssl", "imaplogin" -> Service.IMAP;
            case "pop3d", "pop3d-ssl", "courierpop3login" -> Service.POP3;
            case "sqwebmaild", "webmaild" -> Service.WEB;
            case "courieresmtpd", "esmtpd" -> Service.SMTP;
            case "courieresmtpd-msa", "esmtpd-msa", "courieresmtpd-ssl", "esmtpd-ssl" -> Service.SUBMISSION;
            default -> null;
        };
    }
}
