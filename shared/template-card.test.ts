import { describe, expect, test } from 'vitest';
import { cardText, fitCard, fitChange, TemplateCard } from './template-card.ts';

const card: TemplateCard = {
  card_type: 'button_interaction',
  task_id: 'confirm-1',
  main_title: { title: '确认执行：重启 web-01', desc: '17:25:30 前有效' },
  horizontal_content_list: [{ keyname: '服务器', value: 'web-01' }],
  sub_title_text: '也可以回复“确认 1234”。',
  button_list: [
    { text: '确认', style: 1, key: 'cmd:确认 1234' },
    { text: '取消', style: 2, key: 'cmd:取消 1234' },
  ],
};

describe('a card within the limits', () => {
  test('stays as it is', () => {
    expect(fitCard(card)).toEqual(card);
  });

  test('is cut where it is too long, and says so by an ellipsis', () => {
    const fitted = fitCard({ ...card, main_title: { title: '重'.repeat(40), desc: 'x'.repeat(90) } });
    expect(fitted.main_title.title).toBe(`${'重'.repeat(35)}…`);
    expect(fitted.main_title.desc).toBe(`${'x'.repeat(87)}…`);
  });

  test('gives two Latin letters the room of one Chinese character', () => {
    expect(fitCard({ ...card, horizontal_content_list: [{ keyname: 'Servers', value: '' }] }).horizontal_content_list?.[0]?.keyname).toBe(
      'Servers',
    );
    expect(
      fitCard({ ...card, horizontal_content_list: [{ keyname: '服务器的名字', value: '' }] }).horizontal_content_list?.[0]?.keyname,
    ).toBe('服务器的…');
  });

  test('has six buttons and six lines at the most', () => {
    const many = Array.from({ length: 9 }, (_, index) => String(index));
    const fitted = fitCard({
      ...card,
      button_list: many.map((text) => ({ text, key: text })),
      horizontal_content_list: many.map((keyname) => ({ keyname })),
    });
    expect([fitted.button_list?.length, fitted.horizontal_content_list?.length]).toEqual([6, 6]);
  });

  test('has keys of 1,024 bytes and a task of 128, without half a character and without signs that no task may have', () => {
    const fitted = fitCard({ ...card, task_id: `a b/${'c'.repeat(200)}`, button_list: [{ text: '好', key: `x${'好'.repeat(400)}` }] });
    expect(fitted.task_id).toBe(`a_b_${'c'.repeat(124)}`);
    expect(fitted.button_list?.[0]?.key).toBe(`x${'好'.repeat(341)}`);
  });

  test('is never refused, however long its texts are', () => {
    const long = '很长😀'.repeat(800);
    const fitted = fitCard({
      card_type: 'text_notice',
      main_title: { title: long },
      sub_title_text: long,
      source: { desc: long },
      quote_area: { quote_text: long },
    });
    expect(TemplateCard.safeParse(fitted).success).toBe(true);
    expect([...(fitted.sub_title_text ?? '')].length).toBeLessThanOrEqual(160);
  });

  test('changes within them too', () => {
    expect(fitChange({ button: { replace_name: `已确认 · ${'名'.repeat(30)}` } })).toEqual({
      button: { replace_name: `已确认 · ${'名'.repeat(11)}…` },
    });
    expect(fitChange({ template_card: card })).toEqual({ template_card: card });
  });
});

test('the log shows all that a person reads on a card, and nothing of its keys', () => {
  expect(cardText(card)).toBe('确认执行：重启 web-01\n17:25:30 前有效\n服务器：web-01\n也可以回复“确认 1234”。\n[确认] [取消]');
  expect(cardText({ ...card, replace_text: '已过期' })).toContain('[已过期]');
});
