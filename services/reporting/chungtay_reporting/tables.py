"""Reporting's tables, as DDL.

What follows from the journal exists twice, as generation a and b: one serves, the other is free to be rebuilt.
Positions are those of the source that drove the row: a fact stands from `from_position` until `to_position`.
"""

from __future__ import annotations

GENERATIONS = ("a", "b")

JOURNAL_DDL = """
CREATE TABLE journal (
  source          text COLLATE "C" NOT NULL,
  position        bigint NOT NULL,
  stream_id       text COLLATE "C" NOT NULL,
  version         integer NOT NULL,
  event_id        uuid NOT NULL,
  type            text NOT NULL,
  schema_version  smallint NOT NULL,
  campaign_id     text NOT NULL,
  scope           text NOT NULL,
  occurred_at     timestamptz NOT NULL,
  recorded_at     timestamptz NOT NULL,
  actor           text NOT NULL,
  correlation_id  text NOT NULL,
  causation_id    text NOT NULL,
  traceparent     text NOT NULL,
  salt            bytea NOT NULL,
  data            bytea NOT NULL,
  hash            bytea NOT NULL,
  PRIMARY KEY (source, position))"""

OWN_DDL: tuple[str, ...] = (
    JOURNAL_DDL,
    """CREATE TABLE serving (
         one         boolean PRIMARY KEY DEFAULT true CHECK (one),
         generation  text NOT NULL,
         since       timestamptz NOT NULL DEFAULT '-infinity')""",
    "INSERT INTO serving (generation) VALUES ('a')",
    # Where a peer said its log stood at a moment: once answered, never asked again.
    """CREATE TABLE moment (
         as_of     timestamptz NOT NULL,
         source    text NOT NULL,
         position  bigint NOT NULL,
         hash      bytea NOT NULL,
         logid     text NOT NULL,
         PRIMARY KEY (as_of, source))""",
    # By content, so that a document is stored before the seal that names it commits.
    "CREATE TABLE document (sha256 bytea PRIMARY KEY, format text NOT NULL, content bytea NOT NULL)",
    """CREATE TABLE seal (
         campaign   text NOT NULL,
         edition    integer NOT NULL,
         seal_id    text NOT NULL UNIQUE,
         position   bigint NOT NULL,
         event_id   uuid NOT NULL,
         sealed_at  timestamptz NOT NULL,
         actor      text NOT NULL,
         data       bytea NOT NULL,
         PRIMARY KEY (campaign, edition))""",
)

# A fact of members has a row a member, the first of them `first`; of an amount, one row that is first.
# held_by: 0 = all that stands; else the position of the filing whose content holds the fact.
_GENERATION_DDL = (
    """CREATE TABLE fact_{g} (
         campaign       text COLLATE "C" NOT NULL,
         indicator      text COLLATE "C" NOT NULL,
         unit           text COLLATE "C" NOT NULL,
         stream_id      text COLLATE "C" NOT NULL,
         version        integer NOT NULL,
         first        boolean NOT NULL,
         member         text COLLATE "C" NOT NULL,
         value          numeric NOT NULL,
         effective      date NOT NULL,
         approximate    boolean NOT NULL,
         duty           text,
         from_position  bigint NOT NULL,
         to_position    bigint)""",
    """CREATE TABLE cell_{g} (
         campaign     text COLLATE "C" NOT NULL,
         held_by      bigint NOT NULL,
         indicator    text COLLATE "C" NOT NULL,
         unit         text COLLATE "C" NOT NULL,
         total        numeric NOT NULL,
         facts        bigint NOT NULL,
         approximate  bigint NOT NULL,
         PRIMARY KEY (campaign, held_by, indicator, unit)) WITH (fillfactor = 70)""",
    """CREATE TABLE member_{g} (
         campaign   text COLLATE "C" NOT NULL,
         held_by    bigint NOT NULL,
         indicator  text COLLATE "C" NOT NULL,
         unit       text COLLATE "C" NOT NULL,
         member     text COLLATE "C" NOT NULL,
         facts      bigint NOT NULL,
         PRIMARY KEY (campaign, held_by, indicator, unit, member)) WITH (fillfactor = 85)""",
    # Later: period, of the report.
    """CREATE TABLE filing_{g} (
         stream_id     text COLLATE "C" NOT NULL,
         version       integer NOT NULL,
         position      bigint NOT NULL,
         to_position   bigint,
         campaign      text COLLATE "C" NOT NULL,
         unit          text COLLATE "C" NOT NULL,
         recorded_at   timestamptz NOT NULL,
         received_at   timestamptz,
         content_hash  text NOT NULL,
         narrative     text NOT NULL,
         difficulties  text[] NOT NULL,
         proposals     text[] NOT NULL,
         PRIMARY KEY (stream_id, version))""",
    "CREATE INDEX filing_{g}_campaign ON filing_{g} (campaign)",
    # Which version of which activity (or of the report itself, for its zeros) a filing holds.
    """CREATE TABLE filed_{g} (
         stream_id  text COLLATE "C" NOT NULL,
         version    integer NOT NULL,
         held_by    bigint NOT NULL,
         PRIMARY KEY (stream_id, version, held_by))""",
    """CREATE TABLE verdict_{g} (
         stream_id       text COLLATE "C" NOT NULL,
         version         integer NOT NULL,
         position        bigint NOT NULL,
         campaign        text COLLATE "C" NOT NULL,
         unit            text COLLATE "C" NOT NULL,
         report          text COLLATE "C" NOT NULL,
         report_version  integer NOT NULL,
         content_hash    text NOT NULL,
         accepted        boolean NOT NULL,
         due_at          timestamptz,
         recorded_at     timestamptz NOT NULL,
         PRIMARY KEY (stream_id, version))""",
    "CREATE INDEX verdict_{g}_campaign ON verdict_{g} (campaign)",
    """CREATE TABLE campaign_{g} (
         campaign  text COLLATE "C" NOT NULL,
         version   integer NOT NULL,
         position  bigint NOT NULL,
         data      bytea NOT NULL,
         PRIMARY KEY (campaign, version))""",
    """CREATE TABLE duty_{g} (
         campaign  text COLLATE "C" NOT NULL,
         duty      text COLLATE "C" NOT NULL,
         version   integer NOT NULL,
         position  bigint NOT NULL,
         data      bytea NOT NULL,
         PRIMARY KEY (campaign, duty, version))""",
)

# More time that a unit got for a report.
EXTENSION_DDL = """CREATE TABLE extension_{g} (
         stream_id       text COLLATE "C" NOT NULL,
         version         integer NOT NULL,
         position        bigint NOT NULL,
         campaign        text COLLATE "C" NOT NULL,
         unit            text COLLATE "C" NOT NULL,
         period          text COLLATE "C" NOT NULL,
         due_at          timestamptz NOT NULL,
         last_valid_day  date NOT NULL,
         reason          text NOT NULL,
         PRIMARY KEY (stream_id, version))"""

# What happened to an obstacle, a row an event.
OBSTACLE_DDL = """CREATE TABLE obstacle_{g} (
         campaign  text COLLATE "C" NOT NULL,
         obstacle  text COLLATE "C" NOT NULL,
         version   integer NOT NULL,
         position  bigint NOT NULL,
         unit      text COLLATE "C" NOT NULL,
         duty      text COLLATE "C" NOT NULL,
         state     text NOT NULL,
         PRIMARY KEY (campaign, obstacle, version))"""

# stream: a correction ends the facts of its stream. latest, value: the greatest of a cell without reading the cell.
# begun, ended: what changed after a position, which turns the cells of now into those of then.
_FACT_INDEXES = {
    "fact_{g}_stream": "ON fact_{g} (stream_id, version)",
    "fact_{g}_latest": "ON fact_{g} (campaign, indicator, unit, effective, from_position) WHERE to_position IS NULL",
    "fact_{g}_value": "ON fact_{g} (campaign, indicator, unit, value) WHERE to_position IS NULL",
    "fact_{g}_begun": "ON fact_{g} USING brin (from_position) WITH (pages_per_range = 16, autosummarize = on)",
    "fact_{g}_ended": "ON fact_{g} (campaign, to_position) WHERE to_position IS NOT NULL",
}

TABLES = ("fact", "cell", "member", "filing", "filed", "verdict", "campaign", "duty", "extension", "obstacle")


def fact_indexes(generation: str) -> dict[str, str]:
    """The secondary indexes of a generation's facts: name to `CREATE INDEX` statement."""
    named = {n.format(g=generation): d.format(g=generation) for n, d in _FACT_INDEXES.items()}
    return {name: f"CREATE INDEX {name} {definition}" for name, definition in named.items()}


def generation_ddl(generation: str) -> tuple[str, ...]:
    tables = tuple(statement.format(g=generation) for statement in _GENERATION_DDL)
    return (*tables, *fact_indexes(generation).values())
