import { TemplateCard } from '../../shared/template-card.ts';
import type { FieldTree, FieldValue } from '../../shared/wechat-message.ts';

/**
 * The elements of a card in a passive reply, by their names in JSON: CamelCase twins, lists repeated without a wrapper
 * (protocol reference, 2.8). `ReplaceText` is in the structs of silenceper/wechat.
 */
const elements: Record<string, string> = {
  ...{ card_type: 'CardType', source: 'Source', icon_url: 'IconUrl', desc: 'Desc', desc_color: 'DescColor' },
  ...{ action_menu: 'ActionMenu', action_list: 'ActionList', text: 'Text', key: 'Key', task_id: 'TaskId' },
  ...{ main_title: 'MainTitle', title: 'Title', quote_area: 'QuoteArea', quote_text: 'QuoteText', type: 'Type', url: 'Url' },
  ...{ emphasis_content: 'EmphasisContent', sub_title_text: 'SubTitleText', horizontal_content_list: 'HorizontalContentList' },
  ...{ keyname: 'KeyName', value: 'Value', jump_list: 'JumpList', card_action: 'CardAction' },
  ...{ button_list: 'ButtonList', style: 'Style', replace_text: 'ReplaceText' },
};
const namesInJson = Object.fromEntries(Object.entries(elements).map(([name, element]) => [element, name]));
const lists = new Set(['action_list', 'horizontal_content_list', 'jump_list', 'button_list']);
const numbers = new Set(['type', 'style', 'desc_color']);

/** A card as the elements below `TemplateCard`. */
export function cardFields(card: TemplateCard): FieldTree {
  return treeOf(card);
}

function treeOf(part: object): FieldTree {
  const entries = Object.entries(part).filter(([name, value]) => value !== undefined && name in elements);
  return Object.fromEntries(entries.map(([name, value]) => [elements[name], fieldOf(value)]));
}

function fieldOf(value: unknown): FieldValue {
  if (Array.isArray(value)) return value.map(fieldOf);
  return typeof value === 'object' && value !== null ? treeOf(value) : String(value);
}

/** The card that the elements below `TemplateCard` tell of; undefined where they are none. */
export function readCard(fields: FieldTree): TemplateCard | undefined {
  const card = TemplateCard.safeParse(partOf(fields));
  return card.success ? card.data : undefined;
}

function partOf(fields: FieldTree): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([element, value]) => {
      const name = namesInJson[element];
      return name === undefined ? [] : [[name, lists.has(name) ? [value].flat().map((entry) => read(name, entry)) : read(name, value)]];
    }),
  );
}

function read(name: string, value: FieldValue): unknown {
  if (typeof value === 'string') return numbers.has(name) ? Number(value) : value;
  return Array.isArray(value) ? value.map((entry) => read(name, entry)) : partOf(value);
}
