import { accountBeginSchema } from './account-begin-schema.ts';
import { arrivalCostSchema } from './arrival-cost-schema.ts';
import { cardSchema } from './card-schema.ts';
import { menuBasesSchema } from './menu-bases-schema.ts';
import { menusSchema } from './menus-schema.ts';
import { monitorSecretsSchema } from './monitor-secrets-schema.ts';
import { monitorsSchema } from './monitors-schema.ts';
import { operatorTagsSchema } from './operator-tags-schema.ts';
import { operatorsHumanSchema } from './operators-human-schema.ts';
import { pictureSchema } from './picture-schema.ts';
import { pipelineSchema } from './pipeline-schema.ts';
import { redactionSchema } from './redaction-schema.ts';
import { redeliveriesSchema } from './redeliveries-schema.ts';
import { rolesSchema } from './roles-schema.ts';
import { runPicturesSchema } from './run-pictures-schema.ts';
import { runRedactedSchema } from './run-redacted-schema.ts';
import { runsSchema } from './runs-schema.ts';
import { scriptsSchema } from './scripts-schema.ts';
import { searchSchema } from './search-schema.ts';
import { statisticsSchema } from './statistics-schema.ts';
import { targetsSchema } from './targets-schema.ts';
import { templatesSchema } from './templates-schema.ts';

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
];
