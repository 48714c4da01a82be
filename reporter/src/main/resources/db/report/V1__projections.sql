-- What the topics say, in a form that questions can be asked of. Nothing here is the truth: drop the schema, and the
-- reporter builds it anew from Kafka.

-- How far each partition is projected, written in the same transaction as the rows that follow from it.
create table report.position (
    topic       text   not null,
    partition   int    not null,
    next_offset bigint not null,
    primary key (topic, partition)
);

-- One row for each telling of an attempt. Several sources tell of the same try: rows of one client that share `login`
-- tell of the same tries, and `counted` says how many of them this row adds to the statistics (0: another row does).
create table report.attempt (
    id        text primary key,
    at        timestamptz not null,
    host      text        not null,
    source    text        not null,
    service   text        not null,
    client    inet        not null,
    account   text,
    outcome   text        not null,
    attempts  int         not null,
    counted   int         not null,
    mechanism text,
    session   text,
    origin    text,
    login     text        not null
);

create index attempt_at on report.attempt (at desc, id desc);
create index attempt_client on report.attempt (client, at desc);
-- A name may be longer than an index entry can be.
create index attempt_account on report.attempt (left(account, 200), at desc);
create index attempt_login on report.attempt (client, login);

create table report.client (
    address        inet primary key,
    as_of          timestamptz not null,
    reverse_status text        not null,
    reverse_name   text,
    place_status   text        not null,
    country        text,
    city           text,
    origin_status  text        not null,
    asn            bigint,
    organisation   text
);

create table report.decision (
    id             text primary key,
    at             timestamptz not null,
    subject        text        not null,
    rule           text        not null,
    effect         text        not null,
    until          timestamptz not null,
    exemption      text,
    count          int         not null,
    count_limit    int         not null,
    within_seconds bigint      not null,
    first_at       timestamptz not null,
    last_at        timestamptz not null,
    attempts       text[]      not null,
    accounts       text[]      not null,
    hosts          text[]      not null
);

create index decision_at on report.decision (at desc, id desc);
create index decision_subject on report.decision (subject, at desc);

-- `told` is the offset of the ban's record: within a partition, and so for one network, a later one replaces it.
create table report.ban (
    network   cidr        not null,
    begins    timestamptz not null,
    until     timestamptz not null,
    rule      text        not null,
    decision  text        not null,
    reason    text        not null,
    told      bigint      not null,
    lifted_at timestamptz,
    primary key (network, begins)
);

create index ban_until on report.ban (until);
create index ban_begins on report.ban (begins desc);

create table report.host (
    host    text primary key,
    at      timestamptz not null,
    version text        not null,
    started timestamptz not null
);

create table report.host_source (
    host       text   not null references report.host on delete cascade,
    name       text   not null,
    position   bigint not null,
    lag_bytes  bigint not null,
    lines      bigint not null,
    attempts   bigint not null,
    unparsed   bigint not null,
    last_event timestamptz,
    error      text,
    primary key (host, name)
);
