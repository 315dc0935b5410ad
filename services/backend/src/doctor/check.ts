import type { Env } from '../env-schema.ts';

/** What the doctor looks at and says. Nothing in here prints, and no message repeats a value of a secret. */

type Verdict = 'ok' | 'warn' | 'fail';

export interface Finding {
  verdict: Verdict;
  /** What was found. */
  found: string;
  /** What to do about it; only where something is to be done. */
  advice?: string;
}

export interface Line extends Finding {
  name: string;
  milliseconds: number;
}

/** The environment; a variable that is wrong or missing is left out. */
export type Settings = Partial<Env>;

export interface Check {
  name: string;
  /** Without one of them the check cannot be made; the line of the environment says why. */
  needs?: readonly (keyof Env)[];
  look(settings: Settings): Promise<Finding>;
}

/** For each check; connecting and asking have shorter ones of their own. */
const deadlineMs = 15_000;

export const ok = (found: string): Finding => ({ verdict: 'ok', found });
export const warn = (found: string, advice: string): Finding => ({ verdict: 'warn', found, advice });
export const fail = (found: string, advice: string): Finding => ({ verdict: 'fail', found, advice });

/** The worst of several findings about one thing, in their own words. */
export function together(findings: readonly Finding[]): Finding {
  const order: Verdict[] = ['ok', 'warn', 'fail'];
  const worst = Math.max(...findings.map(({ verdict }) => order.indexOf(verdict)));
  const advice = findings.flatMap((finding) => finding.advice ?? []).join(' ');
  const found = findings.map((finding) => finding.found).join(', ');
  return { verdict: order[worst] ?? 'ok', found, ...(advice && { advice }) };
}

/** All at once, each with a deadline; in the order given. Never rejects. */
export function runChecks(checks: readonly Check[], settings: Settings): Promise<Line[]> {
  return Promise.all(
    checks.map(async (check) => {
      const begun = performance.now();
      const finding = await lookInTime(check, settings);
      return { name: check.name, milliseconds: Math.round(performance.now() - begun), ...finding };
    }),
  );
}

async function lookInTime({ needs = [], look }: Check, settings: Settings): Promise<Finding> {
  const missing = needs.filter((name) => settings[name] === undefined);
  if (missing.length > 0) return warn('not looked at', `It needs ${missing.join(' and ')}.`);
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<Finding>((resolve) => {
    timer = setTimeout(() => resolve(fail(`no answer within ${deadlineMs / 1_000} s`, reachAdvice)), deadlineMs);
  });
  try {
    return await Promise.race([look(settings), deadline]);
  } catch (error) {
    return explain(error);
  } finally {
    clearTimeout(timer);
  }
}

const reachAdvice = 'See that it runs, and that this machine may reach it.';
const explanations: Record<string, Finding> = {
  '28P01': fail('the user or the password is refused', 'Set them right in its URL.'),
  '28000': fail('the user may not come in', "Look at the server's pg_hba.conf, and at TLS."),
  '3D000': fail('there is no such database', 'Create it, or name another one in DATABASE_URL.'),
  '42P01': fail('a table is missing', 'Apply the migrations: npm run db:migrate.'),
  '42501': fail('the role lacks a right that this needs', 'Let the role that migrates own the tables.'),
};

/** By code alone: what drivers say may hold hosts, users and values. */
function explain(error: unknown): Finding {
  const { code } = error as { code?: unknown };
  if (typeof code === 'string' && explanations[code]) return explanations[code];
  if (typeof code === 'string') return fail(`it does not answer (${code})`, reachAdvice);
  const text = error instanceof Error ? error.message : '';
  if (/WRONGPASS|NOAUTH/.test(text)) return fail('the password is refused', 'Set it right in its URL.');
  return fail(/timeout|timed out/i.test(text) ? 'no answer in time' : 'it does not answer', reachAdvice);
}
