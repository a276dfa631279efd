import { expect, test } from '@playwright/test';
import { type ConsoleWindow, openConsole, phoneOf, removeDataDir } from './console-window.ts';

let console: ConsoleWindow;
test.beforeEach(async () => {
  console = await openConsole({ env: { WEIGUAN_SECRETS_PASSPHRASE: 'a passphrase of the tests' } });
});
test.afterEach(async () => {
  await console.close();
  removeDataDir(console.dataDir);
});

test('an entry of the menu that asks which server is meant is tapped on the phone, and answered', async () => {
  const { page } = console;
  await page.evaluate(async () => {
    const operator = { account: 'sandbox-oa', person: 'o5a0db0c5-LiSi_0000000000004', name: '李四', role: 'operator' };
    await window.weiguan.call('operators.put', { operator });
    for (const id of ['web-01', 'web-02']) {
      const target = { id, name: id, wake: { mac: 'aa:bb:cc:dd:ee:ff' } };
      await window.weiguan.call('targets.save', { target, isNew: true });
    }
  });
  await console.goTo('simulator');
  await page.getByText('沙盒公众号').first().click();
  await phoneOf(page).say('标签 web');
  const entry = page.getByRole('button', { name: '2. web-02', exact: true });
  await expect(entry).toBeVisible();
  await page.screenshot({ path: 'out/e2e-pictures/which-menu.png' });
  await entry.click();
  const said = page.getByTestId('phone-bubble');
  await expect(said.filter({ hasText: /^2\. web-02$/ })).toHaveAttribute('data-side', 'person');
  await expect(said.last()).toContainText('web-02');
  await expect(said.last()).toHaveAttribute('data-side', 'account');
});
