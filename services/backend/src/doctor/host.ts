import { statfs } from 'node:fs/promises';
import { type Check, fail, ok, warn } from './check.ts';

/** The machine that the service runs on. */

/** What package.json installs and the image brings. */
const nodeMajor = 24;
const gibibyte = 2 ** 30;
const share = { warn: 0.15, fail: 0.05 };

export const hostChecks: readonly Check[] = [
  {
    name: 'node',
    async look() {
      const [major = 0] = process.versions.node.split('.').map(Number);
      if (major >= nodeMajor) return ok(`Node ${process.versions.node}`);
      return fail(`Node ${process.versions.node}`, `Run with Node ${nodeMajor}: npm run brings its own.`);
    },
  },
  {
    name: 'disk',
    async look() {
      const { bavail, blocks, bsize } = await statfs(process.cwd());
      const [free, part] = [(bavail * bsize) / gibibyte, blocks === 0 ? 1 : bavail / blocks];
      const found = `${free.toFixed(1)} GiB free here (${Math.round(part * 100)} %)`;
      const advice = 'Make room: a full disk ends logs, previews and backups.';
      if (part < share.fail || free < 0.2) return fail(found, advice);
      return part < share.warn ? warn(found, advice) : ok(found);
    },
  },
];
