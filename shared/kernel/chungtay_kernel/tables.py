"""The log's tables, as DDL. `event` is the truth and the outbox at once: the application role may only add to it."""

LOG_DDL: tuple[str, ...] = (
    """CREATE TABLE event (
         position        bigint PRIMARY KEY,
         stream_id       text COLLATE "C" NOT NULL,
         version         integer NOT NULL CHECK (version > 0),
         event_id        uuid NOT NULL,
         type            text NOT NULL,
         schema_version  smallint NOT NULL,
         campaign_id     text NOT NULL,
         scope           text COLLATE "C" NOT NULL,
         occurred_at     timestamptz NOT NULL,
         recorded_at     timestamptz NOT NULL,
         actor           text NOT NULL,
         correlation_id  text NOT NULL,
         causation_id    text NOT NULL,
         traceparent     text NOT NULL,
         salt            bytea NOT NULL,
         data            bytea NOT NULL,
         hash            bytea NOT NULL,
         UNIQUE (stream_id, version))""",
    "CREATE INDEX event_scope ON event (scope, position) WHERE scope <> ''",
    # The answer of every command, by its idempotency key: what a retry is told.
    """CREATE TABLE command (
         key           text COLLATE "C" PRIMARY KEY,
         request_hash  bytea NOT NULL,
         stream_id     text NOT NULL,
         version       integer NOT NULL,
         position      bigint NOT NULL,
         answer        bytea NOT NULL)""",
    # Rows as one append hands them over. Types of their own: a table may get a column that an older release, still at
    # work beside a newer one, does not know.
    """CREATE TYPE event_row AS (
         position bigint, stream_id text, version integer, event_id uuid, type text, schema_version smallint,
         campaign_id text, scope text, occurred_at timestamptz, recorded_at timestamptz, actor text,
         correlation_id text, causation_id text, traceparent text, salt bytea, data bytea, hash bytea)""",
    """CREATE TYPE command_row AS (
         key text, request_hash bytea, stream_id text, version integer, position bigint, answer bytea)""",
    # floor: no event may be recorded before it (an answer "head as of T" was given); closed_reason: no writes.
    """CREATE TABLE log_state (
         one            boolean PRIMARY KEY DEFAULT true CHECK (one),
         floor          timestamptz NOT NULL DEFAULT 'epoch',
         closed_reason  text)""",
    "INSERT INTO log_state DEFAULT VALUES",
    "CREATE TABLE model_position (name text PRIMARY KEY, position bigint NOT NULL)",
    """CREATE TABLE simulated_clock (
         one        boolean PRIMARY KEY DEFAULT true CHECK (one),
         simulated  timestamptz NOT NULL,
         real       timestamptz NOT NULL,
         running    boolean NOT NULL)""",
)
