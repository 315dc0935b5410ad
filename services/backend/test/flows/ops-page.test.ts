import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { type Admin, asAdmin } from '../support/admins.ts';
import { hasBrowser, openPage, startBrowser, type Watched } from '../support/browser.ts';
import { issuer, startService, type TestService } from '../support/service.ts';

const sizes = [
  { name: 'a phone', viewport: { width: 360, height: 740 }, colorScheme: 'dark' },
  { name: 'a desktop', viewport: { width: 1280, height: 800 }, colorScheme: 'light' },
] as const;

/** Where pictures of the page are left, when somebody wants to look at them. */
const pictures = process.env['PICTURES_DIR'] ?? inject('runFolder');

describe.runIf(hasBrowser)('the operations page', { timeout: 60_000 }, () => {
  let service: TestService;
  let admin: Admin;
  let browser: Browser;
  let address: string;
  let watched: Watched;

  beforeAll(async () => {
    service = await startService({ queue: 'postgres' });
    admin = await asAdmin(service);
    address = await service.app.listen({ host: '127.0.0.1', port: 0 });
    browser = await startBrowser();
  }, 60_000);
  afterEach(() => watched?.close());
  afterAll(async () => {
    await browser?.close();
    await service?.stop();
  });

  const visit = async (options: Parameters<typeof openPage>[1] = {}, path = '/ops') => {
    watched = await openPage(browser, options);
    await watched.page.goto(`${address}${path}`);
    return watched.page;
  };
  const kill = (id: number) => service.settle({ topic: 'orders/create', body: { id } });
  const replays = async () =>
    (await service.rows<{ sum: number }>('SELECT sum(replays)::int AS sum FROM webhook_inbox'))[0]?.sum;
  const picture = (page: Page, name: string) =>
    page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
  const isTooWide = (page: Page) =>
    page.evaluate<boolean>('document.documentElement.scrollWidth > document.documentElement.clientWidth');

  test.each(sizes)('on $name, a dead delivery is seen and replayed with the keyboard alone', async (size) => {
    await service.rows(`DELETE FROM webhook_inbox`);
    await kill(5_001 + size.viewport.width);
    const page = await visit({ viewport: size.viewport, colorScheme: size.colorScheme });
    const { keyboard } = page;
    await page.locator('#token:focus').waitFor();
    await picture(page, `sign-in-${size.viewport.width}`);
    await keyboard.insertText(admin.token);
    await keyboard.press('Enter');

    const row = page.locator('#deliveries tbody tr');
    await row.waitFor();
    expect(await row.count()).toBe(1);
    expect(await row.innerText()).toContain('orders/create');
    expect(await page.locator('#cards .bad dt').allInnerTexts()).toContain('Dead');
    expect(await page.locator('#queues tbody tr').count()).toBe(service.server.deps.queues.size);
    expect(await page.locator('#updated').innerText()).toMatch(/^Updated \d\d:\d\d:\d\d$/);
    await picture(page, `page-${size.viewport.width}`);
    expect(await isTooWide(page)).toBe(false);

    await tabTo(page, 'Replay');
    const outline = await page.evaluate<string>('getComputedStyle(document.activeElement).outlineStyle');
    expect(outline).toBe('solid');
    await keyboard.press('Enter');
    await page.locator('dialog[open]').waitFor();
    await picture(page, `dialog-${size.viewport.width}`);
    await keyboard.press('Escape');
    await page.locator('dialog[open]').waitFor({ state: 'hidden' });
    expect(await replays()).toBe(0);
    expect(await focusedText(page)).toBe('Replay');

    await keyboard.press('Enter');
    await page.locator('dialog[open]').waitFor();
    await tabTo(page, 'Replay');
    await keyboard.press('Enter');
    expect(await told(page)).toMatch(/^Delivery \d+ is pending again\.$/);
    await service.settled();
    expect(await replays()).toBe(1);
    expect(
      await service.rows('SELECT 1 FROM audit_log WHERE actor = $1 AND action = $2', [admin.actor, 'delivery.replay']),
    ).not.toEqual([]);
    expect(watched.complaints).toEqual([]);
  });

  test('a question that is put again before the browser told of the end of the last one is answered', async () => {
    await service.rows(`DELETE FROM webhook_inbox`);
    await kill(6_001);
    const page = await visit({}, `/ops#token=${admin.token}`);
    await page.locator('#deliveries tbody tr button').waitFor();
    await page.evaluate(`{
      const replay = document.querySelector('#deliveries tbody tr button');
      replay.click();
      document.querySelector('#confirm-no').click();
      replay.click();
    }`);
    await page.locator('#confirm-yes').click();
    expect(await told(page)).toMatch(/is pending again\.$/);
    await service.settled();
    expect(await replays()).toBe(1);
    expect(watched.complaints).toEqual([]);
  });

  test('all dead ones are replayed at once, after it was said which', async () => {
    await service.rows(`DELETE FROM webhook_inbox`);
    for (const id of [1, 2, 3]) await kill(7_000 + id);
    const page = await visit({}, `/ops#token=${admin.token}`);
    await page.locator('#replay-all').click();
    await page.locator('dialog[open]').waitFor();
    expect(await page.locator('#confirm-text').innerText()).toBe('3 × orders/create');
    await page.locator('#confirm-yes').click();
    expect(await told(page)).toBe('3 deliveries are pending again.');
    await service.settled();
    expect(await replays()).toBe(3);
    expect(page.url()).toBe(`${address}/ops`);
    expect(watched.complaints).toEqual([]);
  });

  test('the queue dashboard opens from it, and shows the queues', async () => {
    const page = await visit({ viewport: sizes[1].viewport }, `/ops#token=${admin.token}`);
    await page.locator('#dashboard').click();
    await page.waitForURL(`${address}/ops/queues`);
    await page.getByText('maintenance').first().waitFor();
    await page.getByText('Loading...').waitFor({ state: 'hidden' });
    await picture(page, 'queue-dashboard');
    expect(watched.complaints).toEqual([]);
  });

  test('who is no administrator, or nobody, is told so and sees nothing', async () => {
    const page = await visit();
    for (const [token, sentence] of [
      [await issuer.issueSession({ clerkId: 'user_alice' }), 'This account is not an administrator’s.'],
      ['made-up', 'The token is not valid, or no longer. Sign in with a fresh one.'],
    ] as const) {
      await page.locator('#token').fill(token);
      await page.locator('#sign-in button').click();
      await page.locator('#problem', { hasText: sentence }).waitFor();
      expect(await page.locator('#figures').isVisible()).toBe(false);
      expect(await page.evaluate<number>('sessionStorage.length')).toBe(0);
    }
  });

  test('what the server says while it cannot is told in words, and the figures stay', async () => {
    const page = await visit({}, `/ops#token=${admin.token}`);
    await page.locator('#cards dt').first().waitFor();
    await page.context().setOffline(true);
    await page.locator('#refresh').click();
    await page.locator('#problem', { hasText: /^The server does not answer\. What is shown is of \d/ }).waitFor();
    expect(await page.locator('#figures').isVisible()).toBe(true);
    await page.context().setOffline(false);
    await page.locator('#refresh').click();
    await page.locator('#problem').waitFor({ state: 'hidden' });
    await page.locator('#sign-out').click();
    expect(await page.locator('#figures').isVisible()).toBe(false);
  });

  test('the token is kept nowhere: the session outlives it, a reload and the tab, and ends with signing out', async () => {
    const token = await issuer.issueSession({ clerkId: 'user_operator', isAdmin: true }, { expiresInSeconds: 2 });
    const page = await visit({}, `/ops#token=${token}`);
    await page.locator('#cards dt').first().waitFor();
    const kept = await page.evaluate<string>(
      'JSON.stringify([location.href, document.cookie, { ...localStorage }, { ...sessionStorage }])',
    );
    expect(kept).toBe(JSON.stringify([`${address}/ops`, '', {}, {}]));
    const headers = { authorization: `Bearer ${token}` };
    await expect
      .poll(async () => (await fetch(`${address}/api/v1/admin/operations`, { headers })).status, { timeout: 20_000 })
      .toBe(401);

    await page.reload();
    await page.locator('#cards dt').first().waitFor();
    const other = await page.context().newPage();
    await other.goto(`${address}/ops`);
    await other.locator('#cards dt').first().waitFor();
    await other.locator('#sign-out').click();
    await other.locator('#sign-in').waitFor();
    const cookies = async () => (await page.context().cookies()).map(({ name }) => name);
    await expect.poll(cookies).not.toContain('operator_session');
    await page.locator('#refresh').click();
    await page.locator('#problem', { hasText: 'The session has ended. Sign in again.' }).waitFor();
    expect(await page.locator('#figures').isVisible()).toBe(false);
  });
});

const focusedText = (page: Page) => page.evaluate<string>(`document.activeElement?.innerText.trim() ?? ''`);

/** What the page says after something was done, good or bad. */
async function told(page: Page): Promise<string> {
  const sentence = page.locator('#result:not([hidden]), #problem:not([hidden])').first();
  await sentence.waitFor();
  return sentence.innerText();
}

/** Presses Tab until what has the focus reads so. */
async function tabTo(page: Page, text: string): Promise<void> {
  for (let presses = 0; presses < 20; presses += 1) {
    await page.keyboard.press('Tab');
    if ((await focusedText(page)) === text) return;
  }
  throw new Error(`no Tab leads to ${text}`);
}
