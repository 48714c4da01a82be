package io.postern.collector.receiving;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/// The hosts for which a sender may speak, as its certificate names them: its DNS names, or, when it has none, the
/// common name of its subject. A relay's certificate names those for which it relays; `*.example.org` is any of
/// that domain.
record HostNames(List<String> names) {

    private static final int DNS_NAME = 2;

    static HostNames of(X509Certificate certificate) {
        List<String> names = new ArrayList<>();
        try {
            if (certificate.getSubjectAlternativeNames() != null) {
                for (List<?> name : certificate.getSubjectAlternativeNames()) {
                    if (name.get(0).equals(DNS_NAME)) {
                        names.add(String.valueOf(name.get(1)).toLowerCase(Locale.ROOT));
                    }
                }
            }
            if (names.isEmpty()) {
                for (Rdn part :
                        new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
                    if (part.getType().equalsIgnoreCase("CN")) {
                        names.add(String.valueOf(part.getValue()).toLowerCase(Locale.ROOT));
                    }
                }
            }
        } catch (CertificateParsingException | InvalidNameException nameless) {
            return new HostNames(List.of());
        }
        return new HostNames(names);
    }

    /// `mx1` is `mx1.example.org`: syslog's senders leave the domain out.
    boolean include(String host) {
        String wanted = host.toLowerCase(Locale.ROOT);
        return names.stream()
                .anyMatch(name -> name.equals(wanted) || name.startsWith(wanted + ".") || covers(name, wanted));
    }

    /// What to call a sender that names no host, or one that it is not; null when there is no such name.
    String first() {
        return names.stream().filter(name -> !name.startsWith("*")).findFirst().orElse(null);
    }

    private static boolean covers(String pattern, String host) {
        return pattern.startsWith("*.") && host.endsWith(pattern.substring(1)) && host.length() >= pattern.length();
    }
}
