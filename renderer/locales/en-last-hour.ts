import type { Texts } from './zh-CN.ts';
import type { lastHourZh } from './zh-CN-last-hour.ts';

/** The texts about how busy a server was in the last hour. */
export const lastHourEn: Texts<typeof lastHourZh> = {
  lastHour: {
    title: 'The last hour',
    cpu: 'CPU',
    memory: 'Memory',
    load: 'Load',
    span: '{{least}} to {{most}} in the last hour',
    soon: 'The last hour appears here within a minute, once the server is reached.',
    watch: 'Keep the last hour of CPU, memory and load',
    watchRule: 'Read over SSH once a minute; its status comes with a picture of it.',
  },
};
