import { translateFailure } from '../../../shared/failures.ts';
import type { Language } from '../../../shared/language.ts';
import { nameList } from '../../../shared/monitor/down-words.ts';
import type { BlindMonitor } from '../../../shared/monitor/monitor-events.ts';
import type { Person } from '../../../shared/monitor/notice-rule.ts';
import type { Result } from '../../../shared/result.ts';
import { queueText } from '../../outbox/queue-text.ts';
import { persist, persistPausesMs } from '../../store/persist.ts';
import type { Store } from '../../store/store.ts';
import type { Timing } from '../../timing.ts';
import { withoutLinks } from '../../wechat/no-links.ts';
import type { NoticeWay } from './obstacle.ts';

export interface BlindTellingOptions {
  store: Store;
  timing: Pick<Timing, 'now' | 'after'>;
  language(): Language;
  /** Who is to be told of one, and from when on. */
  wishes(monitor: string): readonly (Person & { dueAt: number })[];
  /** Those of which nobody can tell at this moment. */
  blind(): readonly BlindMonitor[];
  obstacle(account: string, person: string): Promise<Result<NoticeWay>>;
  onQueued(ids: string[]): void;
  onBug(error: unknown): void;
}

/** Tells people in the chat that monitors can't be checked: who relies on them would hear nothing when they go down. */
export interface BlindTelling {
  tell(monitors: readonly BlindMonitor[]): void;
  close(): void;
}

/** What waits for somebody's hours is looked at again so often, in ms: clocks and rules may be changed. */
const lookMs = 60_000;

export function createBlindTelling(options: BlindTellingOptions): BlindTelling {
  const { store, timing, language, onBug } = options;
  /** By monitor: who was told already. */
  const waiting = new Map<string, Set<string>>();
  let callOff = () => {};
  let closed = false;

  /** Tells those who may be told by now; others later. */
  async function look(): Promise<void> {
    callOff();
    const blind = new Map(options.blind().map((monitor) => [monitor.id, monitor]));
    const letters = new Map<string, Letter>();
    for (const [id, told] of waiting) {
      const monitor = blind.get(id);
      const untold = monitor ? options.wishes(id).filter((wish) => !told.has(nameOf(wish))) : [];
      if (!monitor) waiting.delete(id);
      for (const wish of untold) if (monitor && wish.dueAt <= timing.now()) addTo(letters, wish, monitor);
    }
    await Promise.all([...letters.values()].map(deliver));
    if (waiting.size > 0 && !closed) callOff = timing.after(lookMs, again);
  }
  const again = () => void look().catch(onBug);

  /** Whoever can't be told just now may be later. */
  async function deliver({ account, person, monitors }: Letter): Promise<void> {
    for (const { id } of monitors) waiting.get(id)?.add(nameOf({ account, person }));
    const may = await options.obstacle(account, person);
    if (!may.ok) for (const { id } of monitors) waiting.get(id)?.delete(nameOf({ account, person }));
    // why: a template is made for incidents; the desktop and the console tell it all the same
    if (!may.ok || may.value === 'template') return;
    const at = timing.now();
    const asked = { account, person, text: blindText(monitors, language()), key: `blind ${account} ${person} ${at}`, at };
    options.onQueued(await persist(() => queueText(store, asked), persistPausesMs, onBug));
  }

  return {
    tell(monitors) {
      for (const { id } of monitors) waiting.set(id, new Set());
      again();
    },
    close() {
      closed = true;
      callOff();
    },
  };
}

/** What one person is told. */
type Letter = Person & { monitors: BlindMonitor[] };

function addTo(letters: Map<string, Letter>, { account, person }: Person, monitor: BlindMonitor): void {
  const name = nameOf({ account, person });
  const letter = letters.get(name) ?? { account, person, monitors: [] };
  letters.set(name, letter);
  letter.monitors.push(monitor);
}

const nameOf = ({ account, person }: Person) => JSON.stringify([account, person]);

/** Of several reasons so many are told. */
const mostReasons = 3;

function blindText(monitors: readonly BlindMonitor[], language: Language): string {
  const isEnglish = language === 'en';
  const names = nameList(
    monitors.map(({ name }) => name),
    language,
  );
  const reasons = new Map(monitors.map(({ reason }) => translateFailure(reason, language)).map(({ message, hint }) => [message, hint]));
  const [hint, ...others] = reasons.values();
  return [
    isEnglish ? `▲ Cannot be checked: ${names}` : `▲ 检查不了：${names}`,
    ...[...reasons.keys()].slice(0, mostReasons).map(withoutLinks),
    ...(hint && others.length === 0 ? [withoutLinks(hint)] : []),
    isEnglish ? 'Until then nobody is told when this goes down.' : '恢复检查之前，这里出故障也不会有通知。',
  ].join('\n');
}
