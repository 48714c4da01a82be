-- What the hosts said of bans; the newest word of a host on a network says whether it is in force there.
create table report.enforcement (
    host     text        not null,
    at       timestamptz not null,
    network  cidr        not null,
    enforcer text        not null,
    kind     text        not null,
    dry_run  boolean     not null,
    until    timestamptz,
    words    text,
    primary key (host, network, at, enforcer, kind)
);

create index enforcement_network on report.enforcement using gist (network inet_ops);
