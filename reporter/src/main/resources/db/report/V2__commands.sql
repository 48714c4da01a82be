-- What operators asked for and what became of it; either part may be known first. Commands given in one request share
-- their batch.
create table report.command (
    id          text primary key,
    batch       text        not null,
    at          timestamptz,
    author      text,
    reason      text,
    kind        text,
    target      text        not null,
    detail      text,
    until       timestamptz,
    dry_run     boolean     not null,
    result      text,
    words       text,
    answered_at timestamptz
);

create index command_batch on report.command (batch);
create index command_at on report.command (coalesce(at, answered_at) desc);

-- What stands because of commands; one that was taken back has ended.
create table report.list_entry (
    list    text        not null,
    entry   text        not null,
    value   text,
    begins  timestamptz not null,
    until   timestamptz,
    author  text        not null,
    reason  text,
    command text        not null,
    told    bigint      not null,
    primary key (list, entry)
);
