import type { Queue } from 'bullmq';
import { type JobName, type JobPayload, jobContracts, type QueueName } from './queues.ts';

/** Puts jobs into their queue. Payloads are parsed here, so that what is wrong fails where it was made. */
export type Enqueue = <Name extends JobName>(name: Name, payloads: readonly JobPayload<Name>[]) => Promise<void>;

const keepFinished = { removeOnComplete: { count: 100 }, removeOnFail: { count: 1_000 } };

export function createEnqueue(queues: ReadonlyMap<QueueName, Queue>): Enqueue {
  return async (name, payloads) => {
    const contract = jobContracts[name];
    const queue = queues.get(contract.queue);
    if (!queue) throw new Error(`queue ${contract.queue} is not open`);
    const opts = jobOptions(name);
    await queue.addBulk(payloads.map((payload) => ({ name, data: contract.payload.parse(payload), opts })));
  };
}

/**
 * Sees to it that each scheduled job is scheduled once, however many processes say so.
 * @param which `all` also changes what an earlier version scheduled; `missing` leaves alone what is there.
 */
export async function scheduleJobs(
  queues: ReadonlyMap<QueueName, Queue>,
  which: 'all' | 'missing' = 'all',
): Promise<void> {
  for (const [name, contract] of Object.entries(jobContracts)) {
    if (!('everyMs' in contract)) continue;
    const queue = queues.get(contract.queue);
    if (which === 'missing' && (await queue?.getJobScheduler(name))) continue;
    const template = { name, data: {}, opts: jobOptions(name as JobName) };
    await queue?.upsertJobScheduler(name, { every: contract.everyMs }, template);
  }
}

function jobOptions(name: JobName) {
  return {
    ...keepFinished,
    attempts: jobContracts[name].attempts,
    backoff: { type: 'exponential', delay: 5_000, jitter: 0.25 },
  };
}
