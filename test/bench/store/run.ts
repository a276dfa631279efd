/** `npm run bench:store`: fills a store, asks it, and prints how long it took. Arguments: the folder, `--messages=N`. */
import { parseArgs } from 'node:util';
import { searchCount, searchPage } from '../../../electron/message-search.ts';
import { openStore, type Store } from '../../../electron/store/store.ts';
import { printTable } from '../load/table.ts';
import { filledStore } from './fill.ts';
import { printInsertRates } from './inserts.ts';
import { quantiles } from './quantiles.ts';
import { questions } from './questions.ts';
import { forgetStreamed, printStreaming } from './stream.ts';

const runs = 30;
const { values, positionals } = parseArgs({ allowPositionals: true, options: { messages: { type: 'string', default: '1000000' } } });
const [folder = ''] = positionals;
const rows = Number(values.messages);

const file = filledStore(folder, rows);
const opened = await openStore(file, new URL('./store-worker.js', import.meta.url));
if (!opened.ok) throw new Error(opened.error.message);
await printAnswerTimes(opened.value);
const { newest } = await opened.value.do('messages.searchable');
await printStreaming(opened.value);
await opened.value.close();
forgetStreamed(file, newest);
printInsertRates(folder);

async function printAnswerTimes(store: Store): Promise<void> {
  const table = [];
  for (const question of questions) {
    const times: number[] = [];
    let answer = '';
    for (let run = 0; run <= runs; run++) {
      const started = performance.now();
      answer = await ask(store, question);
      if (run > 0) times.push(performance.now() - started);
    }
    table.push([question.name, answer, ...quantiles(times, [0.5, 0.95, 1]), question.filter]);
  }
  printTable(`${rows.toLocaleString('en')} rows, ${runs} runs each, in ms`, ['question', 'found', 'p50', 'p95', 'max', 'filter'], table);
}

async function ask(store: Store, { filter, deep, count }: (typeof questions)[number]): Promise<string> {
  if (count) {
    const answer = await searchCount(store, { filter });
    return `${answer.count}${answer.atLeast ? '+' : ''}`;
  }
  const before = deep ? String(Math.floor(rows / 2)) : undefined;
  const { items, searchedUntil } = await searchPage(store, { limit: 100, before, filter });
  return `${items.length}${searchedUntil === undefined ? '' : ' so far'}`;
}
