import { randomUUID } from 'node:crypto';
import { commandKeyPrefix } from '../../shared/menu/command-keys.ts';
import type { TemplateCard } from '../../shared/template-card.ts';
import type { CardNews } from './card-news.ts';
import type { Before, PlannedCommand } from './plan.ts';
import { repeatedLine, shownLine } from './shown-line.ts';

/** A card has room for so many buttons, and a button's key for so many bytes (protocol reference, 3.4). */
const mostButtons = 6;
const mostKeyBytes = 1024;

const words = {
  'zh-CN': { source: '微管 · 请选择', which: '是哪台服务器？', typed: '也可以回复数字。', chosen: '已选：' },
  en: {
    source: 'Weiguan · to choose',
    which: 'Which server?',
    typed: 'You can also reply with a number.',
    chosen: 'Chosen: ',
  },
};
const task = 'which-';

/**
 * The card that asks which of several targets is meant, with a button for each. A button says the whole line, so that an
 * old card never answers a newer question, in the words of the person's language, by which it is answered. Undefined where there are too many, or a line is too long to stand in a key.
 */
export function whichCard(plan: PlannedCommand, { word, offers }: Extract<Before, { kind: 'choose' }>): TemplateCard | undefined {
  const say = words[plan.language];
  const buttons = offers.map(({ target, line }, index) => ({
    ...{ text: `${index + 1} ${target.id}`, style: 2, key: `${commandKeyPrefix}${shownLine({ ...plan, line })}` },
  }));
  if (buttons.length > mostButtons || buttons.some(({ key }) => Buffer.byteLength(key) > mostKeyBytes)) return undefined;
  return {
    card_type: 'button_interaction',
    task_id: `${task}${randomUUID()}`,
    source: { desc: say.source },
    main_title: { title: say.which, desc: repeatedLine(plan) ?? word },
    horizontal_content_list: offers.map(({ target }, index) => ({ keyname: String(index + 1), value: nameOf(target) })),
    sub_title_text: say.typed,
    button_list: buttons,
  };
}

const nameOf = ({ id, name }: PlannedCommand['targets'][number]) => (name === id ? id : `${id} ${name}`);

/** What such a card shows once one of its buttons was tapped: it has been answered, and can't be again. Undefined for other cards. */
export function chosenNews(taskId: string, { targets, language }: PlannedCommand): CardNews | undefined {
  if (!taskId.startsWith(task)) return undefined;
  return { label: `${words[language].chosen}${targets.map(({ id }) => id).join(', ')}`, isAll: false };
}
