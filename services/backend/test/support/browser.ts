import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { inject } from 'vitest';

/** Whether there is a browser here (REQUIRE_CHROMIUM=1 makes it a failure that there is none). */
export const hasBrowser = inject('chromiumPath') !== null;

export interface Watched {
  page: Page;
  /** What the browser complained of: errors of scripts, refused by a policy, not found. */
  complaints: string[];
  close(): Promise<void>;
}

export async function startBrowser(): Promise<Browser> {
  const executablePath = inject('chromiumPath') ?? '';
  // Containers seldom let a browser build its sandbox; nothing but our own pages is opened.
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
}

/** A page in a session of its own, that remembers every complaint. */
export async function openPage(
  browser: Browser,
  options: NonNullable<Parameters<Browser['newContext']>[0]>,
): Promise<Watched> {
  const context: BrowserContext = await browser.newContext(options);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('requestfailed', (request) => complaints.push(`${request.url()} ${request.failure()?.errorText}`));
  return { page, complaints, close: () => context.close() };
}
