package io.postern.enricher.databases;

import java.util.Arrays;
import java.util.Optional;

/// Who makes database files, and what pages that show their answers must say.
public enum Vendor {
    MAXMIND("This product includes GeoLite Data created by MaxMind", "https://www.maxmind.com", "GeoLite2", "GeoIP2"),
    DB_IP("IP Geolocation by DB-IP", "https://db-ip.com", "DBIP", "DB-IP"),
    IPINFO("IP address data powered by IPinfo", "https://ipinfo.io", "ipinfo");

    private final String attribution;
    private final String link;
    private final String[] types;

    Vendor(String attribution, String link, String... types) {
        this.attribution = attribution;
        this.link = link;
        this.types = types;
    }

    /// By the file's type, as its maker named it (`GeoLite2-City`, `DBIP-ASN-Lite (compat=GeoLite2-ASN)`).
    public static Optional<Vendor> of(String type) {
        return Arrays.stream(values())
                .filter(vendor -> Arrays.stream(vendor.types).anyMatch(type::startsWith))
                .findFirst();
    }

    public String attribution() {
        return attribution;
    }

    public String link() {
        return link;
    }
}
