import type { Texts } from './zh-CN.ts';
import type { fixedServerZh } from './zh-CN-fixed-server.ts';

/** The texts about servers that stand in the config file. */
export const fixedServerEn: Texts<typeof fixedServerZh> = {
  fixedServer: {
    mark: 'config file',
    text: 'This server comes from the config file and cannot be changed or deleted here. Edit the file, then restart Weiguan.',
  },
};
