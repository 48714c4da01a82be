#!/usr/bin/perl
# Writes a MaxMind-format file of so many /24 networks, each with a city and a system, in GeoLite2's shape:
#   benchmarks/mmdb.pl FILE [NETWORKS]
# Needs Debian's libmaxmind-db-writer-perl.
use strict;
use warnings;
use MaxMind::DB::Writer::Tree;

my ($file, $networks) = @ARGV;
die "usage: $0 FILE [NETWORKS]\n" unless $file;
$networks ||= 100_000;
my %types = (
    city => 'map', country => 'map', names => 'map', location => 'map', en => 'utf8_string',
    iso_code => 'utf8_string', latitude => 'double', longitude => 'double', subdivisions => [ 'array', 'map' ],
    autonomous_system_number => 'uint32', autonomous_system_organization => 'utf8_string',
);
my $tree = MaxMind::DB::Writer::Tree->new(
    ip_version => 6, record_size => 28, database_type => 'GeoLite2-City', languages => ['en'],
    description => { en => 'made for a benchmark' }, map_key_type_callback => sub { $types{ $_[0] } },
    remove_reserved_networks => 0,
);
for my $i (0 .. $networks - 1) {
    my $address = join '.', 1 + ($i >> 16), ($i >> 8) & 255, $i & 255, 0;
    $tree->insert_network("$address/24", {
        city => { names => { en => "City $i" } }, country => { iso_code => 'DE' },
        location => { latitude => 48 + $i % 100 / 100, longitude => 11 },
        subdivisions => [ { names => { en => 'Region ' . $i % 16 } } ],
        autonomous_system_number => 64496 + $i % 16, autonomous_system_organization => 'Carrier ' . $i % 16,
    });
}
open my $out, '>:raw', $file or die "$file: $!\n";
$tree->write_tree($out);
close $out or die "$file: $!\n";
