import type { Queue } from 'bullmq';
import type { QueueName } from './queues.ts';

export interface QueueDepth {
  name: QueueName;
  isPaused: boolean;
  waiting: number;
  active: number;
  delayed: number;
  failed: number;
}

/** Rejects while the queue's database is away. */
export async function readQueueDepths(queues: ReadonlyMap<QueueName, Queue>): Promise<QueueDepth[]> {
  return Promise.all(
    [...queues].map(async ([name, queue]) => {
      const [counts, isPaused] = await Promise.all([
        queue.getJobCounts('waiting', 'prioritized', 'active', 'delayed', 'failed'),
        queue.isPaused(),
      ]);
      const { waiting = 0, prioritized = 0, active = 0, delayed = 0, failed = 0 } = counts;
      return { name, isPaused, waiting: waiting + prioritized, active, delayed, failed };
    }),
  );
}
