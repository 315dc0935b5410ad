import { describe, expect, it } from 'vitest';
import { UsageError } from './command-line.ts';
import { type InboxCommand, parseInboxArguments, parseTime } from './inbox-arguments.ts';

const now = new Date('2026-11-21T12:00:00Z');
const parse = (line: string): InboxCommand => parseInboxArguments(line.split(' ').filter(Boolean), now);

describe('inbox arguments', () => {
  it('read a time as so long ago, or as ISO 8601 in UTC', () => {
    const instant = (text: string) => parseTime('--since', text, now).toISOString();
    expect(instant('90s')).toBe('2026-11-21T11:58:30.000Z');
    expect(instant('15m')).toBe('2026-11-21T11:45:00.000Z');
    expect(instant('2h')).toBe('2026-11-21T10:00:00.000Z');
    expect(instant('3d')).toBe('2026-11-18T12:00:00.000Z');
    expect(instant('2026-11-20')).toBe('2026-11-20T00:00:00.000Z');
    expect(instant('2026-11-21T08:00')).toBe('2026-11-21T08:00:00.000Z');
    expect(instant('2026-11-21 08:00:30')).toBe('2026-11-21T08:00:30.000Z');
    expect(instant('2026-11-21T08:00:00+02:00')).toBe('2026-11-21T06:00:00.000Z');
  });

  it.each(['', 'yesterday', '5x', '5', '-5m', '2026-13-01', '2026-11-21T25:00', '2026-11-21T12:00:01Z', '21.11.2026'])(
    'refuse the time "%s"',
    (text) => expect(() => parseTime('--since', text, now)).toThrow(UsageError),
  );

  it('have defaults that are safe', () => {
    expect(parse('list')).toMatchObject({ limit: 20, json: false, filter: {} });
    expect(parse('show 7')).toMatchObject({ id: 7n, body: false });
    expect(parse('stats')).toMatchObject({ since: new Date('2026-11-20T12:00:00Z') });
    expect(parse('replay --since 2h')).toMatchObject({
      target: { range: { status: 'dead', since: new Date('2026-11-21T10:00:00Z') }, limit: 10_000 },
      dryRun: false,
      yes: false,
      wait: false,
    });
  });

  it('take ids of 64 bits, exactly', () => {
    expect(parse('replay 9223372036854775807')).toMatchObject({ target: { id: 9_223_372_036_854_775_807n } });
  });

  it.each([
    '',
    'frob',
    'list --frob',
    'list 5',
    'list --status odd',
    'list --limit 0',
    'list --limit 1001',
    'list --limit ten',
    'show',
    'show 0',
    'show 1 2',
    'show abc',
    'show 9223372036854775808',
    'show 1 --as a/b',
    'replay',
    'replay 1 2',
    'replay 1 --since 2h',
    'replay 1 --status dead',
    'replay --status dead',
    'replay --since 2h --status pending',
    'replay --since 2h --limit 10001',
    'stats --since soon',
    'help frob',
  ])('refuse "%s"', (line) => {
    let code: unknown;
    try {
      parse(line);
    } catch (error) {
      code = error instanceof UsageError ? 'usage' : String((error as NodeJS.ErrnoException).code).slice(0, 14);
    }
    expect(['usage', 'ERR_PARSE_ARGS']).toContain(code);
  });

  it.each(['--help', '-h', 'help'])('give help on %s', (line) => {
    expect(parse(line)).toEqual({ name: 'help', of: undefined });
  });

  it('give help on a command, whatever else stands there', () => {
    expect(parse('replay --help')).toEqual({ name: 'help', of: 'replay' });
    expect(parse('help stats')).toEqual({ name: 'help', of: 'stats' });
    expect(parse('list --frob -h')).toEqual({ name: 'help', of: 'list' });
  });
});
