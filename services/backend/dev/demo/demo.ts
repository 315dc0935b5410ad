import { parseArgs } from 'node:util';
import type pg from 'pg';
import { createCrypto } from '../../src/platform/crypto.ts';
import { DevError, describeError } from '../dev-error.ts';
import { withClient } from '../postgres/databases.ts';
import { findDeliveries, findErasure } from './afterwards.ts';
import { send, waitUntilSettled } from './delivery.ts';
import { type Finding, findExport, findOrder, findProducts, findSealed, type Look } from './findings.ts';
import {
  createPaint,
  isMet,
  type Played,
  renderChapter,
  renderEnd,
  renderFindings,
  renderPlayed,
  renderTitle,
} from './rendering.ts';
import { openShop, type Shop } from './shop.ts';
import { type Chapter, type ChapterName, type Step, writeStory } from './story.ts';
import { type DemoTarget, findTarget } from './target.ts';

const help = `Plays a morning at the shop against a running server: signed Shopify webhooks go in, in and out of order, and
what the database says afterwards is checked. Everything is made up, and new in each run.

  npm run demo                 against the running npm start
  npm run demo -- --url URL    against another one (http://127.0.0.1:3001 when none is found)

  --json       one object instead of text
  --timeout    seconds to wait for a worker, for each delivery (30)

SHOPIFY_WEBHOOK_SECRET, ENCRYPTION_KEY, DATABASE_URL and SHOPIFY_SHOP_DOMAIN are taken from the environment, or else
from the running npm start. Exit codes: 0 all is as expected, 1 it is not, 2 wrong usage.`;

interface Demo {
  target: DemoTarget;
  client: pg.Client;
  shop: Shop;
  look: Look;
  timeoutSeconds: number;
  say: (text: string) => void;
  played: Played[];
  findings: Finding[];
}

/** What the database is asked after a chapter, before the next one changes it. */
const lookAfter: Partial<Record<ChapterName, (look: Look) => Promise<Finding[]>>> = {
  order: findSealed,
  data: findExport,
};

if (import.meta.main) process.exitCode = await main();

async function main(): Promise<number> {
  const options = readOptions();
  if (typeof options === 'number') return options;
  const say = options.json ? () => undefined : (text: string) => void process.stdout.write(`${text}\n`);
  const played: Played[] = [];
  const findings: Finding[] = [];
  let problem: string | null = null;
  try {
    const target = await findTarget(process.env, options.url);
    await withClient(target.databaseUrl, (client) => {
      const shop = openShop(new Date(), target.shopDomain);
      const look = { client, crypto: createCrypto([target.encryptionKey]), shop };
      return play({ target, client, shop, look, timeoutSeconds: options.timeoutSeconds, say, played, findings });
    });
  } catch (error) {
    problem = describeError(error);
    if (!options.json) process.stderr.write(`\n${problem}\n`);
  }
  const isGood = !problem && played.every(({ isAsExpected }) => isAsExpected) && findings.every(isMet);
  if (options.json) process.stdout.write(`${JSON.stringify(report(isGood, problem, played, findings), null, 2)}\n`);
  return isGood ? 0 : 1;
}

function readOptions(): { url: string | undefined; json: boolean; timeoutSeconds: number } | number {
  try {
    const { values } = parseArgs({
      options: {
        help: { type: 'boolean', short: 'h' },
        url: { type: 'string' },
        json: { type: 'boolean', default: false },
        timeout: { type: 'string', default: '30' },
      },
    });
    if (values.help) {
      process.stdout.write(`${help}\n`);
      return 0;
    }
    const timeoutSeconds = Number(values.timeout);
    if (!(timeoutSeconds >= 1 && timeoutSeconds <= 600)) throw new Error('--timeout is a number of seconds, 1 to 600.');
    return { url: values.url, json: values.json, timeoutSeconds };
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\nFor help: npm run demo -- --help\n`);
    return 2;
  }
}

async function play(demo: Demo): Promise<void> {
  const { look, say, shop, target } = demo;
  const paint = createPaint(process.stdout, process.env);
  const story = writeStory(shop);
  const take = (findings: Finding[]) => {
    demo.findings.push(...findings);
    say(renderFindings(paint, findings));
  };
  say(renderTitle(paint, target));
  for (const [index, chapter] of story.entries()) {
    say(renderChapter(paint, index + 1, chapter));
    for (const step of chapter.steps) {
      const played = await playStep(demo, step);
      demo.played.push(played);
      say(renderPlayed(paint, played));
    }
    const find = lookAfter[chapter.name];
    if (find) take(await find(look));
  }
  say(`\n${paint.bold('What the database says of this morning')}`);
  take(await findPicture(look, story));
  const results = [...demo.findings.map(isMet), ...demo.played.map(({ isAsExpected }) => isAsExpected)];
  const parked = demo.played.flatMap(({ settled }) => (settled?.outcome === 'parked' ? [settled.inboxId] : []));
  say(renderEnd(paint, { met: results.filter(Boolean).length, total: results.length, parked }));
}

async function playStep(demo: Demo, step: Step): Promise<Played> {
  const { client, shop, target, timeoutSeconds } = demo;
  const answer = await send(target, shop.clock, step);
  if (demo.played.length === 0 && answer.status === 401) {
    throw new DevError(
      `The server refuses the very first delivery: ${answer.detail ?? answer.result}`,
      'SHOPIFY_WEBHOOK_SECRET and SHOPIFY_SHOP_DOMAIN must be those of the server.',
    );
  }
  const settled = answer.result === 'recorded' ? await waitUntilSettled(client, target, step, timeoutSeconds) : null;
  const isAnswerRight =
    answer.status === step.answer.status && (step.answer.result === 'refused' || answer.result === step.answer.result);
  return { step, answer, settled, isAsExpected: isAnswerRight && (settled?.outcome ?? null) === step.outcome };
}

async function findPicture(look: Look, story: readonly Chapter[]): Promise<Finding[]> {
  return [
    ...(await findProducts(look)),
    ...(await findOrder(look)),
    ...(await findErasure(look)),
    ...(await findDeliveries(look, story)),
  ];
}

function report(isGood: boolean, problem: string | null, played: readonly Played[], findings: readonly Finding[]) {
  return {
    ok: isGood,
    problem,
    deliveries: played.map(({ step, answer, settled, isAsExpected }) => ({
      time: step.time,
      topic: step.topic,
      what: step.what,
      webhookId: step.webhookId,
      answer,
      settled,
      expected: { ...step.answer, outcome: step.outcome },
      ok: isAsExpected,
    })),
    findings: findings.map((finding) => ({ ...finding, ok: isMet(finding) })),
  };
}
