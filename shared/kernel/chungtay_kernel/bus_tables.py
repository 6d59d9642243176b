"""The tables of relay and consumer, as DDL.

A cursor row per (consumer, source) holds the count, one per stream the version reached: identity is
(source, stream, version), so no table remembers a topic's offsets but the one that files what is no event.
"""

BUS_DDL: tuple[str, ...] = (
    """CREATE TABLE relay_cursor (
         name         text PRIMARY KEY,
         position     bigint NOT NULL DEFAULT 0,
         advanced_at  timestamptz NOT NULL DEFAULT clock_timestamp())""",
    # received = highest: everything up to there has come. complete_to: the last point where that was so.
    """CREATE TABLE source_cursor (
         consumer     text COLLATE "C" NOT NULL,
         source       text COLLATE "C" NOT NULL,
         logid        text,
         received     bigint NOT NULL DEFAULT 0,
         highest      bigint NOT NULL DEFAULT 0,
         complete_to  bigint NOT NULL DEFAULT 0,
         moved_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
         PRIMARY KEY (consumer, source))""",
    """CREATE TABLE stream_cursor (
         consumer   text COLLATE "C" NOT NULL,
         source     text COLLATE "C" NOT NULL,
         stream_id  text COLLATE "C" NOT NULL,
         version    integer NOT NULL,
         event_id   uuid NOT NULL,
         parked     boolean NOT NULL DEFAULT false,
         PRIMARY KEY (consumer, source, stream_id)) WITH (fillfactor = 85)""",
    # taken_in: the subscription's receive hook has had it (it has not where that hook itself refused it).
    """CREATE TABLE parked (
         consumer        text COLLATE "C" NOT NULL,
         source          text COLLATE "C" NOT NULL,
         stream_id       text COLLATE "C" NOT NULL,
         version         integer NOT NULL,
         position        bigint NOT NULL,
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
         logid           text NOT NULL,
         state           text NOT NULL DEFAULT 'parked' CHECK (state IN ('parked', 'discarded')),
         code            text NOT NULL CHECK (code IN ('unknown_kind', 'refused', 'follows')),
         reason          text NOT NULL,
         taken_in        boolean NOT NULL,
         parked_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
         PRIMARY KEY (consumer, source, stream_id, version))""",
    # What came on a topic and is no event; digest too, since a wiped broker counts its offsets anew.
    """CREATE TABLE rejected_record (
         id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
         topic          text NOT NULL,
         partition      integer NOT NULL,
         record_offset  bigint NOT NULL,
         digest         bytea NOT NULL,
         reason         text NOT NULL,
         headers        text NOT NULL,
         value          text NOT NULL,
         rejected_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
         UNIQUE (topic, partition, record_offset, digest))""",
)
