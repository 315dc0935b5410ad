import { parseArgs } from 'node:util';
import type { ReplayableStatus, ReplayRange } from '../webhooks/inbox-admin.replay.ts';
import { type DeliveryFilter, type DeliveryStatus, deliveryStatuses } from '../webhooks/inbox-admin.ts';
import { actorName, parseId, UsageError } from './command-line.ts';

export type InboxCommand =
  | { name: 'help'; of: InboxCommandName | undefined }
  | { name: 'list'; json: boolean; filter: DeliveryFilter; limit: number }
  | { name: 'show'; json: boolean; id: bigint; body: boolean; actor: string }
  | ({ name: 'replay'; json: boolean; target: ReplayTarget; actor: string } & ReplayOptions)
  | { name: 'stats'; json: boolean; since: Date };

export type InboxCommandName = 'list' | 'show' | 'replay' | 'stats';
export type ReplayTarget = { id: bigint } | { range: ReplayRange; limit: number };
export type ReplayOptions = { dryRun: boolean; yes: boolean; wait: boolean; timeoutSeconds: number };

const replayable: readonly ReplayableStatus[] = ['dead', 'parked', 'done'];
const replayLimit = 10_000;

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;

/** @throws UsageError, or what parseArgs throws. */
export function parseInboxArguments(args: string[], now: Date): InboxCommand {
  const [name, ...rest] = args;
  if (name === 'help') return { name, of: rest[0] === undefined ? undefined : commandName(rest[0]) };
  if (name === undefined || name.startsWith('-')) {
    const { values } = parseArgs({ args, options: { help: { ...flag, short: 'h' } } });
    if (values.help) return { name: 'help', of: undefined };
    throw new UsageError('Say what to do: list, show, replay or stats.');
  }
  const command = commandName(name);
  if (rest.includes('--help') || rest.includes('-h')) return { name: 'help', of: command };
  switch (command) {
    case 'list':
      return parseList(rest, now);
    case 'show':
      return parseShow(rest);
    case 'replay':
      return parseReplay(rest, now);
    case 'stats':
      return parseStats(rest, now);
  }
}

function commandName(name: string): InboxCommandName {
  if (name === 'list' || name === 'show' || name === 'replay' || name === 'stats') return name;
  throw new UsageError(`There is no command "${name}": list, show, replay or stats.`);
}

function parseList(args: string[], now: Date): InboxCommand {
  const options = { json: flag, status: text, topic: text, since: text, until: text, limit: text };
  const { values } = parseArgs({ args, options });
  return {
    name: 'list',
    json: values.json ?? false,
    filter: {
      status: values.status === undefined ? undefined : oneOf('--status', values.status, deliveryStatuses),
      topic: values.topic,
      since: optionalTime('--since', values.since, now),
      until: optionalTime('--until', values.until, now),
    },
    limit: parseCount('--limit', values.limit, { fallback: 20, most: 1_000 }),
  };
}

function parseShow(args: string[]): InboxCommand {
  const options = { json: flag, body: flag, as: text };
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const [id, ...others] = positionals;
  if (id === undefined || others.length > 0) throw new UsageError('show takes one delivery id.');
  return {
    name: 'show',
    json: values.json ?? false,
    id: parseId(id, 'The delivery id'),
    body: values.body ?? false,
    actor: actorName(values.as),
  };
}

function parseReplay(args: string[], now: Date): InboxCommand {
  const ofRange = { status: text, topic: text, since: text, until: text, limit: text };
  const ofBoth = {
    json: flag,
    as: text,
    'dry-run': flag,
    yes: { ...flag, short: 'y' },
    wait: flag,
    timeout: text,
  } as const;
  const { values, positionals } = parseArgs({ args, options: { ...ofRange, ...ofBoth }, allowPositionals: true });
  const [id, ...others] = positionals;
  if (others.length > 0) throw new UsageError('replay takes one delivery id; for more use --since.');
  const rangeOption = Object.keys(ofRange).find((name) => values[name as keyof typeof ofRange] !== undefined);
  if (id !== undefined && rangeOption)
    throw new UsageError(`replay takes a delivery id or --${rangeOption}, not both.`);
  if (id === undefined && values.since === undefined) throw new UsageError('replay takes a delivery id or --since.');
  const target: ReplayTarget =
    id === undefined
      ? {
          range: {
            status: oneOf('--status', values.status ?? 'dead', replayable),
            topic: values.topic,
            since: parseTime('--since', values.since ?? '', now),
            until: optionalTime('--until', values.until, now),
          },
          limit: parseCount('--limit', values.limit, { fallback: replayLimit, most: replayLimit }),
        }
      : { id: parseId(id, 'The delivery id') };
  return {
    name: 'replay',
    json: values.json ?? false,
    target,
    actor: actorName(values.as),
    dryRun: values['dry-run'] ?? false,
    yes: values.yes ?? false,
    wait: values.wait ?? false,
    timeoutSeconds: parseCount('--timeout', values.timeout, { fallback: 60, most: 3_600 }),
  };
}

function parseStats(args: string[], now: Date): InboxCommand {
  const { values } = parseArgs({ args, options: { json: flag, since: text } });
  return { name: 'stats', json: values.json ?? false, since: parseTime('--since', values.since ?? '24h', now) };
}

function oneOf<T extends DeliveryStatus>(option: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === value);
  if (!found) throw new UsageError(`${option} is one of ${allowed.join(', ')}, not "${value}".`);
  return found;
}

function parseCount(option: string, value: string | undefined, bounds: { fallback: number; most: number }): number {
  if (value === undefined) return bounds.fallback;
  const count = /^\d{1,9}$/.test(value) ? Number(value) : 0;
  if (count < 1 || count > bounds.most) {
    throw new UsageError(`${option} is a whole number from 1 to ${bounds.most}, not "${value}".`);
  }
  return count;
}

function optionalTime(option: string, value: string | undefined, now: Date): Date | undefined {
  return value === undefined ? undefined : parseTime(option, value, now);
}

const unitSeconds = { s: 1, m: 60, h: 3_600, d: 86_400 } as const;

/** "15m", "2h", "3d" before now, or ISO 8601; without an offset it is UTC, as every time in logs and output is. */
export function parseTime(option: string, value: string, now: Date): Date {
  const ago = /^(\d{1,6})([smhd])$/.exec(value);
  if (ago) return new Date(now.getTime() - Number(ago[1]) * unitSeconds[ago[2] as keyof typeof unitSeconds] * 1_000);
  const iso = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/.exec(value);
  const time = new Date(iso?.[1] && !iso[4] ? `${value.replace(' ', 'T')}Z` : value);
  if (!iso || Number.isNaN(time.getTime())) {
    throw new UsageError(`${option} is a time like 15m, 2h, 3d or 2026-11-21T08:00, not "${value}".`);
  }
  if (time > now) throw new UsageError(`${option} lies in the future: ${time.toISOString()}.`);
  return time;
}
