import type { Log } from '../platform/log.ts';

export interface Phase {
  name: string;
  timeoutMs: number;
  run: () => Promise<unknown>;
}

export interface Shutdown {
  readonly isStopping: () => boolean;
  /** From here on SIGTERM, SIGINT and crashes run the phases. */
  install(phases: readonly Phase[]): void;
}

/**
 * Stops on SIGTERM and SIGINT in ordered phases, each with its own time limit; a second signal ends at once. What
 * nobody caught ends the process too: after it, nothing about the state of this process is known. When it happens
 * while stopping, the phases go on, since others wait for what they finish.
 */
export function createShutdown(deps: { log: Log; onCrash: (error: unknown) => void }): Shutdown {
  let stopping = false;

  let exitCode = 0;

  async function stop(phases: readonly Phase[], reason: string): Promise<never> {
    const startedAt = performance.now();
    deps.log.info({ reason }, 'stopping');
    for (const phase of phases) await runPhase(phase, deps.log);
    deps.log.info({ milliseconds: Math.round(performance.now() - startedAt) }, 'stopped');
    process.exit(exitCode);
  }

  return {
    isStopping: () => stopping,
    install(phases) {
      const begin = (reason: string) => {
        if (stopping) return;
        stopping = true;
        void stop(phases, reason);
      };
      const signal = (reason: string) => () => {
        if (stopping) {
          deps.log.warn({ reason }, 'stopping at once');
          process.exit(1);
        }
        begin(reason);
      };
      const crash = (reason: string) => (error: unknown) => {
        exitCode = 1;
        deps.log.fatal({ err: error }, reason);
        deps.onCrash(error);
        begin(reason);
      };
      process.on('SIGTERM', signal('SIGTERM'));
      process.on('SIGINT', signal('SIGINT'));
      process.on('uncaughtException', crash('uncaught exception'));
      process.on('unhandledRejection', crash('unhandled rejection'));
    },
  };
}

async function runPhase({ name, timeoutMs, run }: Phase, log: Log): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), timeoutMs);
  });
  try {
    if ((await Promise.race([run(), deadline])) === 'late') log.warn({ phase: name, timeoutMs }, 'phase took too long');
  } catch (error) {
    log.warn({ phase: name, err: error }, 'phase failed');
  } finally {
    clearTimeout(timer);
  }
}
