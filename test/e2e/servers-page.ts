import type { Locator, Page } from 'playwright';

/** The Servers page, in Chinese. */
export function serversOf(page: Page) {
  const panel = page.getByRole('complementary', { name: '服务器详情' });
  const field = (label: string): Locator => panel.getByLabel(label, { exact: true });
  return {
    panel,
    list: page.getByRole('region', { name: '服务器列表' }),
    search: page.getByRole('searchbox', { name: '搜索服务器' }),
    /** Cards, or the lines of the table. */
    all: page.getByTestId('server'),
    server: (id: string): Locator => page.locator(`[data-testid="server"][data-server="${id}"]`),
    field,
    /** A field of one way to the server. */
    way: (name: string) => panel.getByRole('group', { name, exact: true }),
    /** What stands below a field: its rule, or what is wrong. */
    rule: (place: Locator, label: string): Locator => place.locator(`xpath=.//label[text()="${label}"]/following-sibling::p`),
    save: panel.getByRole('button', { name: /(保存|添加服务器)$/ }),
    action: (name: string): Locator => page.getByRole('main').getByRole('button', { name, exact: true }),
    chip: (name: string): Locator => page.getByRole('button', { name, exact: false }).and(page.locator('[aria-pressed]')),
    trial: (kind: 'ssh' | 'wake' | 'ipmi' | 'vnc'): Locator => page.getByTestId(`trial-${kind}`),
  };
}
