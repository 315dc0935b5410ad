import type { ImportProgress } from '../mirror/import.ts';

interface Output {
  isTTY?: boolean;
  /** Of a terminal; it may be made wider or narrower meanwhile. */
  columns?: number;
  write(text: string): unknown;
}

const widestBar = 30;
/** Narrower than this it says less than the per cent beside it. */
const narrowestBar = 8;
/** Room for step, per cent and counts: the bar stays as wide as it is while these grow. */
const besideBar = 60;
const widthIfUnknown = 80;
/** Without a terminal a line is a line of a log: few of them say enough. */
const lineIntervalMs = 5_000;
const redrawMs = 100;
/** A first batch says little of those that follow. */
const guessAfterMs = 3_000;
const eraseLine = '\r\u001b[2K';

/** On a terminal one bar for each step, drawn over itself; elsewhere a line from time to time. */
export function createProgressLines(output: Output, now: () => number = Date.now) {
  const isTerminal = output.isTTY ?? false;
  let shown: { key: string; at: number } = { key: '', at: Number.NEGATIVE_INFINITY };
  let begun: { step: string; at: number; bytesRead: number } | undefined;
  let isOpen = false;

  /** From what this process has read: one before it went at another pace. @returns undefined while unknown. */
  function remainingMs({ step, phase, bytes, bytesRead }: ImportProgress): number | undefined {
    if (phase !== 'applying' || bytes === 0) return undefined;
    if (begun?.step !== step) begun = { step, at: now(), bytesRead };
    const elapsedMs = now() - begun.at;
    const read = bytesRead - begun.bytesRead;
    return elapsedMs >= guessAfterMs && read > 0 ? (elapsedMs / read) * Math.max(0, bytes - bytesRead) : undefined;
  }

  return {
    show(progress: ImportProgress): void {
      const key = `${progress.step} ${progress.phase}`;
      const leftMs = remainingMs(progress);
      const pauseMs = isTerminal ? redrawMs : lineIntervalMs;
      if (key === shown.key && now() - shown.at < pauseMs) return;
      shown = { key, at: now() };
      if (!isTerminal) {
        output.write(`${renderLine(progress, leftMs)}\n`);
        return;
      }
      output.write(`${eraseLine}${renderBar(progress, leftMs, output.columns || widthIfUnknown)}`);
      isOpen = progress.phase !== 'done';
      if (!isOpen) output.write('\n');
    },
    /** Writes something else; the bar comes again below it. */
    interrupt(text: string): void {
      output.write(isOpen ? `${eraseLine}${text}` : text);
      isOpen = false;
      if (isTerminal) shown = { ...shown, at: Number.NEGATIVE_INFINITY };
    },
    /** Leaves the cursor at the beginning of a line. */
    end(): void {
      if (isOpen) output.write('\n');
      isOpen = false;
    },
  };
}

export function renderLine(progress: ImportProgress, leftMs?: number): string {
  const { step, phase, bytes } = progress;
  if (phase === 'asking') return `${step}: waiting for the shop to write them down`;
  const share = phase === 'done' ? 'done' : bytes > 0 ? `${shareOf(progress)} %` : '';
  return `${step}: ${[share, countsOf(progress), timeLeft(leftMs)].filter(Boolean).join(', ')}`;
}

/** At most as wide as the terminal: what wraps cannot be drawn over. */
function renderBar(progress: ImportProgress, leftMs: number | undefined, columns: number): string {
  const { step, phase } = progress;
  const share = phase === 'done' ? 100 : shareOf(progress);
  const counts = [countsOf(progress), timeLeft(leftMs)].filter(Boolean).join(', ');
  const before = `${step.padEnd(11)} `;
  const after = ` ${String(share).padStart(3)} %  ${phase === 'asking' ? 'waiting for the shop' : counts}`;
  const width = Math.min(widestBar, columns - besideBar);
  const full = Math.round((width * share) / 100);
  const bar = width < narrowestBar ? '' : `[${'#'.repeat(full)}${'.'.repeat(width - full)}]`;
  // A cursor in the last column would wrap.
  return `${before}${bar}${after}`.slice(0, Math.max(1, columns - 1));
}

function countsOf({ resources, changed }: ImportProgress): string {
  return `${resources} read, ${changed} changes`;
}

/** Rounded up, so that it does not say 0 s for long. */
function timeLeft(leftMs: number | undefined): string {
  if (!leftMs) return '';
  const seconds = Math.ceil(leftMs / 1_000);
  if (seconds < 60) return `${seconds} s left`;
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 60) return `${minutes} min left`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min left`;
}

/** Never whole before it is. */
function shareOf({ bytes, bytesRead }: ImportProgress): number {
  return bytes > 0 ? Math.min(99, Math.floor((100 * bytesRead) / bytes)) : 0;
}

/** A line of the log as an operator reads it: what is wrong, of what, and why. */
export function renderWarning(line: string): string {
  const {
    msg,
    handle,
    productId,
    kind,
    id,
    issues = [],
    step,
  } = JSON.parse(line) as Record<string, string> & {
    issues?: string[];
  };
  const what = [step ?? kind, handle ?? productId ?? id].filter(Boolean).join(' ');
  return `warning: ${[msg, what, issues.join(', ')].filter(Boolean).join(': ')}\n`;
}
