/** Builds the load generator of the bench, and prints where it is. */
import { join } from 'node:path';
import { build } from 'vite';
import { out } from '../../build/paths.mjs';
import { electronConfig } from '../../build/vite.electron.mjs';

const outDir = join(out, 'load-generator');
const config = electronConfig(outDir);
const input = { generator: 'test/bench/load/generator.ts' };

await build({ ...config, build: { ...config.build, rolldownOptions: { ...config.build?.rolldownOptions, input } } });
console.log(join(outDir, 'generator.js'));
