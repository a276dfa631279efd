import { describe, expect, test } from 'vitest';
import { failure } from '../../shared/failures.ts';
import type { MonitorState } from '../../shared/monitor/monitor.ts';
import { type ShownMonitor, type StatusPageContents, statusPageHtml } from './status-page.ts';
import { languageAskedFor } from './status-page-words.ts';

const monitor = (name: string, state: MonitorState = 'up', more: Partial<ShownMonitor> = {}): ShownMonitor => ({
  ...{ name, state, strip: [{ state: 'up' }, { state: 'down' }], uptime: { day: 0.99999, month: 1 }, ...more },
});
const page = (contents: Partial<StatusPageContents>, language: 'zh-CN' | 'en' = 'en') =>
  statusPageHtml({ at: Date.UTC(2026, 0, 5, 8), monitors: [], more: 0, incidents: [], ...contents }, language);
/** What can be read on it. */
const words = (html: string) =>
  html
    .replace(/<style>.*<\/style>/s, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');

describe('The status page', () => {
  test('says at the top that all is well', () => {
    expect(words(page({ monitors: [monitor('shop')] }))).toContain('● All is well');
    expect(words(page({ monitors: [monitor('shop')] }, 'zh-CN'))).toContain('● 一切正常');
  });
  test('says how many are down, and what can not be told', () => {
    const monitors = [monitor('shop', 'down'), monitor('mail', 'unknown'), monitor('wiki')];
    expect(words(page({ monitors }))).toContain("■ 1 of 3 down 1 can't be told at the moment");
    expect(page({ monitors })).toContain('<title>■ 1 of 3 down</title>');
  });
  test('does not call it well while something is being checked again', () => {
    expect(words(page({ monitors: [monitor('shop', 'retrying')] }))).toContain('◐ 1 being checked again');
  });
  test.each([
    [['pending', 'pending', 'paused'], '○ 2 not checked yet, state unknown', '○ 2 项尚未检查，状态未知'],
    [['up', 'pending'], '○ 1 not checked yet', '○ 1 项尚未检查'],
    [['paused', 'paused'], '‖ All monitors are paused', '‖ 监控项已全部暂停'],
    [['maintenance', 'paused'], '◇ All in maintenance or paused', '◇ 全部处于维护或暂停中'],
    [['up', 'paused', 'maintenance'], '● All is well', '● 一切正常'],
  ] as const)('over %j says %s', (states, english, chinese) => {
    const monitors = states.map((state) => monitor('shop', state));
    expect(words(page({ monitors }))).toContain(english);
    expect(words(page({ monitors }, 'zh-CN'))).toContain(chinese);
  });
  test('shows each monitor with state, uptime and strip', () => {
    const html = page({ monitors: [monitor('shop', 'maintenance')] });
    expect(words(html)).toContain('◇ shop maintenance 24 h 99.99% 30 d 100%');
    expect(html).toContain('aria-label="Last checks: up 1, down 1"');
    expect(html.match(/<rect /g)).toHaveLength(2);
  });
  test('shows open incidents without their reasons, which name hosts', () => {
    const incident = {
      ...{ number: 1, monitor: 'shop', name: 'shop', severity: 'critical' as const, failedAt: Date.UTC(2026, 0, 5, 7), openedAt: 0 },
      ...{ reason: failure('monitor/unreachable', { address: '10.0.0.7:443' }), isFlapping: true as const },
      acknowledged: { at: 0, by: { origin: 'chat' as const, account: 'corp', person: 'zhangsan', name: '张三' } },
    };
    const html = page({ monitors: [monitor('shop', 'down')], incidents: [incident] });
    expect(words(html)).toContain('◆ shop for 1 h · going up and down · being looked into');
    expect(html).not.toMatch(/10\.0\.0\.7|zhangsan|张三/);
  });
  test.each([
    [['up'], '◆ 1 incident still open', '◆ 1 项故障尚未恢复'],
    [['up', 'maintenance'], '◆ 1 incident still open', '◆ 1 项故障尚未恢复'],
    [['up', 'unknown'], "? 1 can't be told at the moment", '? 1 项暂时无法判断'],
  ] as const)('does not call it well over %j while an incident is open', (states, english, chinese) => {
    const incident = {
      ...{ number: 1, monitor: 'a', name: 'a', severity: 'critical' as const, failedAt: 0, openedAt: 0 },
      ...{ reason: failure('monitor/refused'), isFlapping: true as const },
    };
    const contents = { monitors: states.map((state) => monitor('a', state)), incidents: [incident] };
    expect(words(page(contents))).toContain(english);
    expect(words(page(contents, 'zh-CN'))).toContain(chinese);
    expect(words(page(contents)) + words(page(contents, 'zh-CN'))).not.toMatch(/All is well|一切正常/);
  });
  test('takes a hostile name for a text', () => {
    const html = page({ monitors: [monitor(`<script>alert('x')</script><img src=x onerror="y">&`)] });
    expect(html).not.toMatch(/<script|<img/);
    expect(html).toContain('&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&lt;img src=x onerror=&quot;y&quot;&gt;&amp;');
  });
  test('runs nothing, and loads nothing', () => {
    expect(page({ monitors: [monitor('shop')] })).not.toMatch(/<script|<link|<iframe|\b(?:src|href|style|on\w+)=/);
  });
  test('says what it has no room for, and that there is nothing to show', () => {
    expect(words(page({ monitors: [monitor('shop')], more: 7 }))).toContain('Not shown: 7');
    expect(words(page({}))).toContain('There is no monitor to show here yet');
  });
});

test.each([
  ['zh-CN,zh;q=0.9,en;q=0.8', 'zh-CN'],
  ['en-GB,en;q=0.9', 'en'],
  ['fr-FR, en;q=0.5, zh;q=0.7', 'zh-CN'],
  ['en;q=0, fr', 'zh-CN'],
  [undefined, 'zh-CN'],
  ['x'.repeat(10_000), 'zh-CN'],
])('a browser that asks for %s is answered in %s', (header, language) => {
  expect(languageAskedFor(header, 'zh-CN')).toBe(language);
});
