import type { ImportProgress } from '../mirror/import.ts';

interface Output {
  isTTY?: boolean;
  write(text: string): unknown;
}

const barWidth = 30;
/** Without a terminal a line is a line of a log: few of them say enough. */
const lineIntervalMs = 5_000;
const redrawMs = 100;

/** On a terminal one bar for each step, drawn over itself; elsewhere a line from time to time. */
export function createProgressLines(output: Output, now: () => number = Date.now) {
  const isTerminal = output.isTTY ?? false;
  let shown: { key: string; at: number } = { key: '', at: Number.NEGATIVE_INFINITY };
  let isOpen = false;
  return {
    show(progress: ImportProgress): void {
      const key = `${progress.step} ${progress.phase}`;
      const pauseMs = isTerminal ? redrawMs : lineIntervalMs;
      if (key === shown.key && now() - shown.at < pauseMs) return;
      shown = { key, at: now() };
      if (!isTerminal) {
        output.write(`${renderLine(progress)}\n`);
        return;
      }
      output.write(`\r\u001b[2K${renderBar(progress)}`);
      isOpen = progress.phase !== 'done';
      if (!isOpen) output.write('\n');
    },
    /** Leaves the cursor at the beginning of a line. */
    end(): void {
      if (isOpen) output.write('\n');
      isOpen = false;
    },
  };
}

export function renderLine({ step, phase, lines, linesRead, resources, changed }: ImportProgress): string {
  if (phase === 'asking') return `${step}: waiting for the shop to write them down`;
  const share = phase === 'done' ? '100 %' : lines > 0 ? `${shareOf(lines, linesRead)} %` : '';
  return `${step}: ${[phase, share, `${resources} read`, `${changed} changed`].filter(Boolean).join(', ')}`;
}

function renderBar(progress: ImportProgress): string {
  const { step, phase, lines, linesRead } = progress;
  const share = phase === 'done' ? 100 : shareOf(lines, linesRead);
  const full = Math.round((barWidth * share) / 100);
  const bar = `${'#'.repeat(full)}${'.'.repeat(barWidth - full)}`;
  const detail =
    phase === 'asking' ? 'waiting for the shop' : `${progress.resources} read, ${progress.changed} changed`;
  return `${step.padEnd(11)} [${bar}] ${String(share).padStart(3)} %  ${detail}`;
}

/** After a resumption the lines before it are not counted, so it may never seem whole before it is. */
function shareOf(lines: number, linesRead: number): number {
  return lines > 0 ? Math.min(99, Math.floor((100 * linesRead) / lines)) : 0;
}
