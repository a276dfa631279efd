import type { Locator, Page } from 'playwright';

/** The Menus page, in Chinese. */
export function menusOf(page: Page) {
  const tree = page.getByRole('tree', { name: '菜单按钮' });
  const form = page.getByRole('form', { name: '所选按钮' });
  return {
    tree,
    form,
    /** The button, or the empty place, at a place such as `0` or `1.2`. */
    place: (place: string): Locator => tree.locator(`[data-place="${place}"]`),
    /** What stands in the bar at the bottom. */
    bar: tree.locator('[data-level="1"]'),
    /** What stands above the open button. */
    stack: tree.locator('[data-level="2"]'),
    field: (label: string): Locator => form.getByLabel(label, { exact: true }),
    /** What stands below a field: its rule, or what is wrong. */
    rule: (label: string): Locator => form.locator(`xpath=.//label[text()="${label}"]/following-sibling::p`),
    tab: (name: string): Locator => page.getByRole('tab', { name, exact: true }),
    // why: while its spinner fades out, which takes long in a window that is not in front, its name begins with "loading"
    action: (name: string): Locator =>
      page.getByRole('main').getByRole('button', { name: new RegExp(`^(loading )?${name.replace(/[.?…]/g, '\\$&')}$`) }),
    saving: page.getByTestId('menu-saving'),
    live: page.getByTestId('menu-live'),
    said: page.getByTestId('menu-said'),
    conflict: page.getByTestId('menu-conflict'),
    published: page.getByTestId('menu-published'),
    diff: page.getByTestId('menu-diff').locator('tbody tr'),
    versions: page.getByTestId('menu-version'),
    /** Chooses from a list that has opened. */
    choose: (text: string): Locator =>
      page.locator('.ant-select-dropdown:visible .ant-select-item-option').filter({ hasText: text }).first(),
    /** Drags a button by its middle onto a point of another one, in shares of its width and height. */
    async drag(from: string, to: string, [x, y]: [number, number]) {
      const start = await this.place(from).boundingBox();
      if (!start) throw new Error(`nothing at ${from}`);
      await page.mouse.move(start.x + start.width / 2, start.y + start.height / 2);
      await page.mouse.down();
      await page.mouse.move(start.x + start.width / 2 + 8, start.y + start.height / 2 + 8);
      const end = await this.place(to).boundingBox();
      if (!end) throw new Error(`nothing at ${to}`);
      await page.mouse.move(end.x + end.width * x, end.y + end.height * y, { steps: 4 });
      await page.mouse.up();
    },
  };
}
