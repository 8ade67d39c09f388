-- Who runs what comes again by itself, and when: the table of db-scheduler, as it wants it. All its times are wall time.
CREATE TABLE scheduled_tasks (
  task_name            text NOT NULL,
  task_instance        text NOT NULL,
  task_data            bytea,
  execution_time       timestamptz NOT NULL,
  picked               boolean NOT NULL,
  picked_by            text,
  last_success         timestamptz,
  last_failure         timestamptz,
  consecutive_failures integer,
  last_heartbeat       timestamptz,
  version              bigint NOT NULL,
  priority             smallint,
  PRIMARY KEY (task_name, task_instance)
);
CREATE INDEX scheduled_tasks_by_time ON scheduled_tasks (execution_time);
CREATE INDEX scheduled_tasks_by_heartbeat ON scheduled_tasks (last_heartbeat);

-- How long an event waits for its relay is measured from when it was written; why one could not be handed on is kept.
ALTER TABLE outbox
  ADD COLUMN wall_written_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
  ADD COLUMN attempts          integer NOT NULL DEFAULT 0,
  ADD COLUMN error             text,
  ADD COLUMN wall_set_aside_at timestamptz;
CREATE INDEX outbox_set_aside ON outbox (id) WHERE set_aside;

-- Where subscribers outside want events sent. The number tells a webhook from an earlier one of the same id.
CREATE TABLE webhooks (
  id                text PRIMARY KEY CHECK (length(id) <= 64),
  number            bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  url               text NOT NULL,
  secret            text NOT NULL,
  types             text[] NOT NULL CHECK (cardinality(types) > 0),
  cities            text[] NOT NULL,
  failures          integer NOT NULL DEFAULT 0,
  wall_paused_until timestamptz
);

-- One row for each event that a webhook is owed. It refers to its webhook and event by number only: deleting a webhook
-- must not wait for a million rows, nor the relay for the delete. Leftovers are reaped.
CREATE TABLE webhook_deliveries (
  webhook         bigint NOT NULL,
  event_id        bigint NOT NULL,
  aggregatetype   text NOT NULL,
  aggregateid     text NOT NULL,
  state           text NOT NULL DEFAULT 'DUE' CHECK (state IN ('DUE', 'DONE', 'DEAD')),
  attempts        integer NOT NULL DEFAULT 0,
  error           text,
  wall_written_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  wall_next_at    timestamptz NOT NULL DEFAULT '-infinity',
  wall_ended_at   timestamptz,
  PRIMARY KEY (webhook, event_id)
);
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (webhook, event_id) WHERE state = 'DUE';
CREATE INDEX webhook_deliveries_of_aggregate ON webhook_deliveries (webhook, aggregateid, event_id) WHERE state = 'DUE';
CREATE INDEX webhook_deliveries_dead ON webhook_deliveries (webhook, event_id) WHERE state = 'DEAD';
CREATE INDEX webhook_deliveries_ended ON webhook_deliveries (wall_ended_at) WHERE state <> 'DUE';

-- Written in the order of time, and read by it by the reaper only.
CREATE INDEX decisions_by_time ON decisions USING brin (decided_at);
