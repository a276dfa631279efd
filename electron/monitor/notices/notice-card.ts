import { translateFailure } from '../../../shared/failures.ts';
import type { Language } from '../../../shared/language.ts';
import { commandKeyPrefix } from '../../../shared/menu/command-keys.ts';
import { type Incident, isEnd } from '../../../shared/monitor/incident.ts';
import type { Target } from '../../../shared/target.ts';
import type { CardChange, TemplateCard } from '../../../shared/template-card.ts';
import { doerText } from '../doer-text.ts';
import { lasted, type Telling } from './notice-message.ts';

const words = {
  'zh-CN': {
    ...{ down: '微管 · 故障', reminder: '微管 · 仍未恢复', escalated: '微管 · 无人认领', flapping: '微管 · 反复波动' },
    ...{
      reason: '原因',
      since: '已持续',
      server: '服务器',
      acknowledge: '认领，我来处理',
      status: '状态',
      screenshot: '截图',
      restart: '重启服务',
    },
    ...{ ackWord: '认领', statusWord: '状态', screenshotWord: '截图', restartWords: '服务 重启' },
    ended: { recovered: '已恢复', paused: '已暂停监控', removed: '已删除监控' },
    hint: (number: number) => `也可以回复“认领 ${number}”。`,
    taken: (who: string) => `${who} 已认领`,
  },
  en: {
    ...{
      down: 'Weiguan · down',
      reminder: 'Weiguan · still down',
      escalated: 'Weiguan · not acknowledged',
      flapping: 'Weiguan · flapping',
    },
    ...{ reason: 'Reason', since: 'For', server: 'Server', acknowledge: 'Acknowledge', status: 'Status', screenshot: 'Screenshot' },
    ...{ restart: 'Restart service', ackWord: 'ack', statusWord: 'status', screenshotWord: 'screenshot', restartWords: 'service restart' },
    ended: { recovered: 'Up again', paused: 'Monitor paused', removed: 'Monitor deleted' },
    hint: (number: number) => `You can also reply "ack ${number}".`,
    taken: (who: string) => `Acknowledged: ${who}`,
  },
};

// why: `确认` with four digits might say yes to a command that waits, so a button never says it

/** What a card is made with. */
export interface CardFacts {
  /** Of all the cards of an app no two have the same. */
  name: string;
  target: Pick<Target, 'id' | 'services'> | undefined;
  language: Language;
  now: number;
}

/**
 * The card of one incident. Its buttons are commands under the usual policy; a service can be restarted where its server has
 * but one. Undefined for what has nothing to be tapped.
 */
export function noticeCard({ kind, incident }: Telling, { name, target, language, now }: CardFacts): TemplateCard | undefined {
  if (isEnd(kind) || incident.recoveredAt !== undefined || incident.acknowledged) return undefined;
  const say = words[language];
  const { number } = incident;
  const [service, ...others] = target?.services ?? [];
  const key = (line: string) => `${commandKeyPrefix}${line}`;
  return {
    card_type: 'button_interaction',
    task_id: name,
    source: { desc: say[kind], desc_color: kind === 'flapping' ? 1 : 2 },
    main_title: { title: `#${number} ${incident.name}`, desc: translateFailure(incident.reason, language).message },
    horizontal_content_list: [
      { keyname: say.since, value: lasted(incident, now, language) },
      ...(target ? [{ keyname: say.server, value: target.id }] : []),
    ],
    sub_title_text: say.hint(number),
    button_list: [
      { text: say.acknowledge, style: 1, key: key(`${say.ackWord} ${number}`) },
      ...(target
        ? [
            { text: say.status, style: 2, key: key(`${say.statusWord} ${target.id}`) },
            { text: say.screenshot, style: 2, key: key(`${say.screenshotWord} ${target.id}`) },
          ]
        : []),
      ...(target && service !== undefined && others.length === 0
        ? [{ text: say.restart, style: 3, key: key(`${say.restartWords} ${quoted(service)} ${target.id}`) }]
        : []),
    ],
  };
}

const quoted = (word: string) => (/\s/.test(word) ? `"${word}"` : word);

/** What stands on the cards of an incident in the place of their buttons, once somebody takes care of it or it is over. */
export function cardChange({ acknowledged, recoveredAt, ended = 'recovered' }: Incident, language: Language): CardChange | undefined {
  const say = words[language];
  if (recoveredAt !== undefined) return { button: { replace_name: say.ended[ended] } };
  if (!acknowledged) return undefined;
  return { button: { replace_name: say.taken(doerText(acknowledged.by, language)) } };
}
