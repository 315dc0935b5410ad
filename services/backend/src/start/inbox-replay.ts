import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../platform/db.ts';
import {
  previewReplay,
  type ReplayPreview,
  type ReplayRange,
  type ReplayRefusal,
  readReplayedStates,
  refuseReplay,
  replayDelivery,
  replayPreviewed,
} from '../webhooks/inbox-admin.replay.ts';
import { findDelivery } from '../webhooks/inbox-admin.ts';
import { CommandError, complain, confirm, print, printJson } from './command-line.ts';
import type { InboxCommand, ReplayTarget } from './inbox-arguments.ts';
import { formatSeconds } from './inbox-rendering.ts';

type ReplayCommand = Extract<InboxCommand, { name: 'replay' }>;

/** What a replay did, also as --json shows it. */
interface Replayed {
  dryRun: boolean;
  replayed: bigint[];
  /** Only of a range. */
  preview?: ReplayPreview;
  interrupted?: boolean;
  /** Only with --wait: how many are in which state. */
  became?: Record<string, number>;
}

/** From here on, how far it has come is told. */
const largeReplay = 200;

export async function runReplay(database: Database, command: ReplayCommand): Promise<number> {
  const { target } = command;
  const done =
    'id' in target ? await replayOne(database, command, target.id) : await replayMany(database, command, target);
  if (!done) return 1;
  if (command.wait && done.replayed.length > 0) done.became = await waitForOutcome(database, done.replayed, command);
  if (command.json) printJson(done);
  else if (done.became) print(describeOutcome(done.became));
  const allDone = !done.became || Object.keys(done.became).every((state) => state === 'applied' || state === 'stale');
  return allDone && !done.interrupted ? 0 : 1;
}

async function replayOne(database: Database, command: ReplayCommand, id: bigint): Promise<Replayed> {
  const say = command.json ? complain : print;
  if (command.dryRun) {
    const delivery = await findDelivery(database.primary, id);
    const refusal = delivery ? refuseReplay({ ...delivery, hasBody: delivery.bodyBytes !== null }) : 'unknown';
    if (refusal) throw new CommandError(explainRefusal(id, refusal));
    say(`Delivery ${id} (${delivery?.topic}, ${delivery?.status}) would go back to pending. Nothing was changed.`);
    return { dryRun: true, replayed: [] };
  }
  const refusal = await replayDelivery(database.writer, id, command.actor);
  if (refusal) throw new CommandError(explainRefusal(id, refusal));
  say(`Delivery ${id} is pending again; a running worker takes it within about a second.`);
  return { dryRun: false, replayed: [id] };
}

/** Undefined when the operator said no. */
async function replayMany(
  database: Database,
  command: ReplayCommand,
  { range, limit }: Extract<ReplayTarget, { range: ReplayRange }>,
): Promise<Replayed | undefined> {
  const say = command.json ? complain : print;
  const preview = await previewReplay(database.primary, range, limit);
  say(describePreview(preview, range, limit));
  if (command.dryRun || preview.lastId === null) {
    if (command.dryRun) say('Nothing was changed.');
    return { dryRun: command.dryRun, replayed: [], preview };
  }
  const question = preview.count === 1 ? 'Replay it?' : `Replay these ${preview.count}?`;
  if (!command.yes && !(await confirm(question))) {
    complain('Nothing was replayed.');
    return undefined;
  }
  const { replayed, interrupted } = await replayInBatches(database, command.actor, range, preview);
  say(
    interrupted
      ? `Interrupted: ${replayed.length} of ${preview.count} are pending again, the rest is as it was.`
      : `${deliveries(replayed.length)} pending again; a running worker takes them within about a second.`,
  );
  return { dryRun: false, replayed, preview, interrupted };
}

async function replayInBatches(database: Database, actor: string, range: ReplayRange, preview: ReplayPreview) {
  const interruption = new AbortController();
  // The first Ctrl-C ends after the batch under way; a second one ends at once, and rolls that batch back.
  const interrupt = () => interruption.abort();
  process.once('SIGINT', interrupt);
  const replayed = await replayPreviewed(database.writer, range, preview, {
    actor,
    signal: interruption.signal,
    onBatch: (count) => {
      if (preview.count > largeReplay) complain(`  ${count} of ${preview.count}`);
    },
  });
  process.off('SIGINT', interrupt);
  return { replayed, interrupted: interruption.signal.aborted && replayed.length < preview.count };
}

/** Until each has been attempted once, or the time is over. */
async function waitForOutcome(
  database: Database,
  ids: readonly bigint[],
  { timeoutSeconds }: ReplayCommand,
): Promise<Record<string, number>> {
  const deadline = Date.now() + timeoutSeconds * 1_000;
  for (;;) {
    const states = await readReplayedStates(database.primary, ids);
    if (!states['waiting']) return states;
    if (Date.now() >= deadline) {
      complain(`Not settled after ${formatSeconds(timeoutSeconds)}: is a worker running?`);
      return states;
    }
    await sleep(200);
  }
}

function describeOutcome(became: Record<string, number>): string {
  const meaning: Record<string, string> = {
    applied: 'applied',
    stale: 'stale (newer news was there already)',
    retrying: 'failed again and will be retried',
    waiting: 'still waiting',
    dead: 'dead again',
    parked: 'parked again',
  };
  const parts = Object.entries(became).map(([state, count]) => `${count} ${meaning[state] ?? state}`);
  return `What became of it: ${parts.join(', ')}.`;
}

function describePreview(preview: ReplayPreview, range: ReplayRange, limit: number): string {
  const which = `${range.status}${range.topic ? ` ${range.topic}` : ''}, received since ${range.since.toISOString()}`;
  const lines = [
    preview.count === 0
      ? `There is nothing to replay (${which}).`
      : `${deliveries(preview.count)} (${which}), ids ${preview.firstId} to ${preview.lastId}:`,
    ...preview.topics.map(({ topic, count }) => `  ${String(count).padStart(6)}  ${topic}`),
  ];
  if (preview.erased > 0) lines.push(`${deliveries(preview.erased)} left out: the body was erased on request.`);
  if (preview.count + preview.erased >= limit)
    lines.push(`These are the oldest ${limit} (--limit); there may be more.`);
  return lines.join('\n');
}

function deliveries(count: number): string {
  return count === 1 ? '1 delivery' : `${count} deliveries`;
}

function explainRefusal(id: bigint, refusal: ReplayRefusal): string {
  switch (refusal) {
    case 'unknown':
      return `There is no delivery ${id}.`;
    case 'erased':
      return `Delivery ${id} cannot be replayed: its body was erased on request.`;
    case 'processing':
      return `Delivery ${id} is being processed: wait for what becomes of it.`;
    case 'pending':
      return `Delivery ${id} is pending already: it is processed when it is due (show ${id} says when).`;
  }
}
