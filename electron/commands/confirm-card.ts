import { listed } from '../../shared/language.ts';
import { commandKeyPrefix } from '../../shared/menu/command-keys.ts';
import type { TemplateCard } from '../../shared/template-card.ts';
import type { Pending } from './confirmations.ts';
import type { PlannedCommand } from './plan.ts';
import { askedLine, repeatedLine } from './shown-line.ts';

/** So many servers are named; of more the number is told. */
const mostNamed = 2;

const words = {
  'zh-CN': {
    ...{ source: '微管 · 待确认', ask: '确认执行：', yes: '确认', no: '取消' },
    servers: () => '服务器',
    until: (time: string) => `${time} 前有效`,
    several: (names: string[], count: number) => `${names.join('、')} 等 ${count} 台`,
    typed: (code: string) => `也可以回复“确认 ${code}”或“取消”。`,
  },
  en: {
    ...{ source: 'Weiguan · to confirm', ask: 'Confirm: ', yes: 'Confirm', no: 'Cancel' },
    servers: (count: number) => (count === 1 ? 'Server' : 'Servers'),
    until: (time: string) => `Good until ${time}`,
    several: (names: string[], count: number) => `${names.join(', ')} and ${count - names.length} more`,
    typed: (code: string) => `You can also reply "confirm ${code}" or "cancel".`,
  },
};

/** The time of day, in the gateway's own time zone. */
function timeOf(at: number): string {
  const moment = new Date(at);
  return [moment.getHours(), moment.getMinutes(), moment.getSeconds()].map((part) => String(part).padStart(2, '0')).join(':');
}

type Waiting = Pick<Pending<PlannedCommand>, 'plan' | 'code' | 'until' | 'untilAtFirst'>;

/** Until when a yes is good, as the card says it. */
export const untilText = ({ plan, until }: Pick<Waiting, 'plan' | 'until'>): string => words[plan.language].until(timeOf(until));

/**
 * The card that asks for a yes. Its buttons carry the one-time code, so that an old card never speaks for a newer wish, and
 * the words of the person's language, by which they are answered.
 */
export function confirmCard({ plan, code, until, untilAtFirst }: Waiting): TemplateCard {
  const say = words[plan.language];
  const ids = plan.targets.map(({ id }) => id);
  const servers = ids.length > mostNamed + 1 ? say.several(ids.slice(0, mostNamed), ids.length) : listed(ids, plan.language);
  const [yes, no] = plan.language === 'en' ? ['confirm', 'cancel'] : ['确认', '取消'];
  return {
    card_type: 'button_interaction',
    // why: a card that changes keeps its task
    task_id: `confirm-${untilAtFirst.toString(36)}-${code}`,
    source: { desc: say.source, desc_color: plan.danger === 'danger' ? 2 : 0 },
    main_title: { title: repeatedLine(plan) ?? `${say.ask}${askedLine(plan)}`, desc: untilText({ plan, until }) },
    ...(ids.length > 0 && { horizontal_content_list: [{ keyname: say.servers(ids.length), value: servers }] }),
    sub_title_text: say.typed(code),
    button_list: [
      { text: say.yes, style: 1, key: `${commandKeyPrefix}${yes} ${code}` },
      { text: say.no, style: 2, key: `${commandKeyPrefix}${no} ${code}` },
    ],
  };
}
