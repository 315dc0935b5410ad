import { styleText } from 'node:util';
import type { Answer, Settled } from './delivery.ts';
import type { Finding } from './findings.ts';
import type { Chapter, Step } from './story.ts';

/** What a person sees of the demo: 100 columns, and colour only where it is wanted. */
export interface Paint {
  good(text: string): string;
  bad(text: string): string;
  faint(text: string): string;
  bold(text: string): string;
}

export function createPaint(stream: NodeJS.WriteStream, environment: Record<string, string | undefined>): Paint {
  const isColoured = stream.isTTY && !environment['NO_COLOR'];
  const paint = (style: 'green' | 'red' | 'dim' | 'bold') => (text: string) =>
    isColoured ? styleText(style, text, { validateStream: false }) : text;
  return { good: paint('green'), bad: paint('red'), faint: paint('dim'), bold: paint('bold') };
}

export interface Played {
  step: Step;
  answer: Answer;
  settled: Settled | null;
  isAsExpected: boolean;
}

const columns = { topic: 24, answer: 13, milliseconds: 4, outcome: 7 };
/** Where descriptions and findings begin. */
const factWidth = 28;

export function renderTitle(paint: Paint, target: { url: string; shopDomain: string }): string {
  return [
    '',
    paint.bold('A morning at the shop'),
    `Shopify's webhooks, signed and sent to ${target.url} as ${target.shopDomain}.`,
    '',
    paint.faint('What each line says: when it happened by the clock of the shop, the topic, what the server answered'),
    paint.faint('after how many milliseconds, what a worker made of it after how many more, and what it is about.'),
  ].join('\n');
}

export function renderChapter(paint: Paint, number: number, { title, lesson }: Chapter): string {
  return ['', paint.bold(`${number}  ${title}`), ...lesson.split('\n').map((line) => `   ${paint.faint(line)}`)].join(
    '\n',
  );
}

export function renderPlayed(paint: Paint, { step, answer, settled, isAsExpected }: Played): string {
  const result = answer.status === 200 ? answer.result : 'refused';
  const answered = `${answer.status} ${result}`.padEnd(columns.answer);
  const outcome = (settled?.outcome ?? '-').padEnd(columns.outcome);
  const line = [
    `${step.time} ${step.topic.padEnd(columns.topic)}`,
    `${answered} ${String(answer.milliseconds).padStart(columns.milliseconds)}`,
    `${outcome} ${String(settled?.milliseconds ?? '').padStart(columns.milliseconds)}`,
    step.what,
  ].join('  ');
  if (isAsExpected) return `${paint.good('✓')} ${line}`;
  const expected = `${step.answer.status} ${step.answer.result}${step.outcome ? `, ${step.outcome}` : ''}`;
  const why = settled?.reason ?? answer.detail;
  return `${paint.bad('✗')} ${line}\n  ${paint.bad(`expected ${expected}`)}${why ? `: ${why}` : ''}`;
}

export function isMet(finding: Finding): boolean {
  return finding.expected === finding.found;
}

/** Findings under what they are about. */
export function renderFindings(paint: Paint, findings: readonly Finding[]): string {
  const groups = Map.groupBy(findings, ({ about }) => about);
  return [...groups]
    .flatMap(([about, group]) => [
      '',
      `   ${paint.bold(about)}`,
      ...group.map((finding) => renderFinding(paint, finding)),
    ])
    .join('\n');
}

function renderFinding(paint: Paint, finding: Finding): string {
  const line = `   ${finding.what.padEnd(factWidth)}`;
  if (isMet(finding)) return `${paint.good('✓')}${line}${finding.found}`;
  return `${paint.bad('✗')}${line}${paint.bad(finding.found)}\n${' '.repeat(factWidth + 4)}expected ${finding.expected}`;
}

export function renderEnd(paint: Paint, counts: { met: number; total: number; parked: string[] }): string {
  const isGood = counts.met === counts.total;
  const verdict = isGood
    ? paint.good(`All ${counts.total} expectations are met.`)
    : paint.bad(`${counts.total - counts.met} of ${counts.total} expectations are not met.`);
  const [id = ''] = counts.parked;
  return [
    '',
    verdict,
    '',
    'Look further',
    '   npm run inbox -- list                   these deliveries, from the inbox',
    ...(id ? [`   npm run inbox -- show ${id.padEnd(18)}one that was parked, and why`] : []),
    '   npm run inbox -- stats                  how the inbox fares',
    '',
  ].join('\n');
}
