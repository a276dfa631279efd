/**
 * Says what cloudflared says and has a child, as it may. `node fake-tunnel-program.mjs <marks> [ends-after=<ms>]` writes
 * both process ids to the file `marks`, and its environment to `marks.env`.
 */
import { spawn } from 'node:child_process';
import { appendFileSync, writeFileSync } from 'node:fs';

const [, , marks = '', ending] = process.argv;
const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
writeFileSync(`${marks}.env`, JSON.stringify(process.env));
appendFileSync(marks, `${process.pid} ${child.pid}\n`);
console.error('2026-01-01T00:00:00Z INF Requesting new quick Tunnel on trycloudflare.com...');
console.error('2026-01-01T00:00:01Z INF |  https://quiet-blue-lake.trycloudflare.com  |');
console.error('\u001b[32m2026-01-01T00:00:02Z INF\u001b[0m Registered tunnel connection connIndex=0 location=hkg01 protocol=quic');
setInterval(() => {}, 1000);
if (ending) setTimeout(() => process.exit(1), Number(ending.split('=')[1]));
