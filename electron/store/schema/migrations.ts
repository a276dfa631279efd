import { pipelineSchema } from './03-pipeline.ts';
import { searchSchema } from './04-search.ts';
import { redactionSchema } from './05-redaction.ts';
import { redeliveriesSchema } from './06-redeliveries.ts';
import { targetsSchema } from './07-targets.ts';
import { statisticsSchema } from './08-statistics.ts';
import { runsSchema } from './09-runs.ts';
import { scriptsSchema } from './10-scripts.ts';
import { pictureSchema } from './11-picture.ts';
import { rolesSchema } from './12-roles.ts';
import { runPicturesSchema } from './13-run-pictures.ts';
import { monitorsSchema } from './14-monitors.ts';
import { cardSchema } from './15-card.ts';
import { menusSchema } from './16-menus.ts';
import { templatesSchema } from './17-templates.ts';
import { operatorTagsSchema } from './18-operator-tags.ts';
import { monitorSecretsSchema } from './19-monitor-secrets.ts';
import { arrivalCostSchema } from './20-arrival-cost.ts';
import { menuBasesSchema } from './21-menu-bases.ts';
import { accountBeginSchema } from './22-account-begin.ts';
import { runRedactedSchema } from './23-run-redacted.ts';
import { operatorsHumanSchema } from './24-operators-human.ts';
import { putAsideSchema } from './25-put-aside.ts';
import { picturesGoneSchema } from './26-pictures-gone.ts';
import { runReplaysSchema } from './27-run-replays.ts';
import { triedSchema } from './28-tried.ts';
import { noticeMessagesSchema } from './29-notice-messages.ts';
import { removedOperatorsSchema } from './30-removed-operators.ts';

/**
 * The numbered steps that bring a database from empty to the present schema. A step that was ever released is never
 * edited: a change is a new step at the end. `user_version` holds how many have been taken.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE accounts (
    id          TEXT PRIMARY KEY,
    platform    TEXT NOT NULL,
    name        TEXT NOT NULL,
    receiver_id TEXT NOT NULL,
    agent_id    TEXT,
    mode        TEXT NOT NULL,
    api_base    TEXT NOT NULL,
    sandbox     INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE messages (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    direction  TEXT NOT NULL CHECK (direction IN ('in', 'out', 'refused')),
    account    TEXT NOT NULL,
    at         INTEGER NOT NULL,
    type       TEXT NOT NULL,
    event      TEXT,
    person     TEXT NOT NULL DEFAULT '',
    dedupe_key TEXT,
    xml        TEXT NOT NULL DEFAULT '',
    raw        TEXT NOT NULL DEFAULT '',
    message    TEXT,
    state      TEXT NOT NULL,
    command    TEXT,
    ms         REAL,
    deliveries INTEGER NOT NULL DEFAULT 1,
    request    TEXT,
    signature  TEXT,
    timing     TEXT,
    failure    TEXT,
    answer     TEXT,
    answers    INTEGER REFERENCES messages (id)
  ) STRICT;

  CREATE UNIQUE INDEX messages_once ON messages (account, dedupe_key) WHERE dedupe_key IS NOT NULL;
  CREATE INDEX messages_answers ON messages (answers) WHERE answers IS NOT NULL;
  CREATE INDEX messages_at ON messages (at);
  CREATE INDEX messages_refused ON messages (id) WHERE direction = 'refused';
  CREATE INDEX messages_running ON messages (id) WHERE state = 'running';
  CREATE INDEX messages_late ON messages (id) WHERE state = 'late';

  CREATE TABLE settings (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) STRICT;
  `,
  // Accounts of the console: as JSON, because nothing ever asks for them but by id. The old rows were copies of the
  // config file's.
  `
  DROP TABLE accounts;
  CREATE TABLE accounts (
    id      TEXT PRIMARY KEY,
    origin  TEXT NOT NULL,
    account TEXT NOT NULL
  ) STRICT;
  `,
  pipelineSchema,
  searchSchema,
  redactionSchema,
  redeliveriesSchema,
  targetsSchema,
  statisticsSchema,
  runsSchema,
  scriptsSchema,
  pictureSchema,
  rolesSchema,
  runPicturesSchema,
  monitorsSchema,
  cardSchema,
  menusSchema,
  templatesSchema,
  operatorTagsSchema,
  monitorSecretsSchema,
  arrivalCostSchema,
  menuBasesSchema,
  accountBeginSchema,
  runRedactedSchema,
  operatorsHumanSchema,
  putAsideSchema,
  picturesGoneSchema,
  runReplaysSchema,
  triedSchema,
  noticeMessagesSchema,
  removedOperatorsSchema,
];
