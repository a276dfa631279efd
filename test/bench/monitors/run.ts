/** `npm run bench:monitors`: how exactly monitors are checked, and what that costs. Arguments: `--monitors=N`, `--seconds=N`. */
import { parseArgs } from 'node:util';
import { printRealTime } from './real-time.ts';
import { printSimulated } from './simulated.ts';

const { values } = parseArgs({ options: { monitors: { type: 'string', default: '1000' }, seconds: { type: 'string', default: '60' } } });
await printSimulated(Number(values.monitors));
await printRealTime(Number(values.monitors), Number(values.seconds));
