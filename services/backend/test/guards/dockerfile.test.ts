import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listBuildContext, readIgnoreFile } from '../../dev/image/build-context.ts';
import { lastStage, parseDockerfile } from '../../dev/image/dockerfile.ts';
import { nodeEnvironment, nodeFlags } from '../../dev/start/node-flags.ts';
import { envSchema } from '../../src/env-schema.ts';
import { backendRoot, repositoryRoot } from './source-files.ts';

const dockerfile = parseDockerfile(readFileSync(join(backendRoot, 'Dockerfile'), 'utf8'));
const image = lastStage(dockerfile);

describe('Dockerfile', () => {
  it('uses the Node that the repository is tested with, in every stage that starts from outside', () => {
    const manifest = JSON.parse(readFileSync(join(repositoryRoot, 'package.json'), 'utf8'));
    const names = dockerfile.stages.map(({ name }) => name);
    const bases = dockerfile.stages.map(({ from }) => from).filter((from) => !names.includes(from));
    expect([...new Set(bases)]).toEqual([`node:${manifest.devDependencies.node}-bookworm-slim`]);
  });

  it('starts node with the flags and environment of npm start, below an init, and leaves the choice of program to the argument', () => {
    expect(image.entryPoint).toEqual(['/usr/bin/tini', '-s', '--', 'node', ...nodeFlags]);
    expect(image.environment).toMatchObject(nodeEnvironment);
    expect(image.command).toEqual(['server']);
    expect(image.workFolder).toBe('/app/services/backend/dist/start');
    const programs = ['server', 'worker', 'migrate'].map((name) => join(backendRoot, 'src/start', `${name}.ts`));
    for (const program of programs) expect(() => readFileSync(program)).not.toThrow();
  });

  it('runs as a user that is a number and not root', () => {
    expect(image.user).toMatch(/^[1-9]\d*:[1-9]\d*$/);
  });

  it('names the ports that the service listens on when nobody says otherwise', () => {
    const defaults = [envSchema.shape.PORT.parse(undefined), envSchema.shape.OPS_PORT.parse(undefined)];
    expect(image.exposed).toEqual(defaults);
    expect(image.healthCheck?.join(' ')).toContain(`process.env.OPS_PORT || ${defaults[1]}`);
  });

  it('holds what it is given from other stages alone, and nothing of the checkout', () => {
    const copies = image.steps.filter((step) => step.kind === 'copy');
    expect(copies.map(({ from }) => from)).toEqual(['init', 'dependencies', 'build', 'build', 'build']);
    expect(image.steps.filter((step) => step.kind === 'run')).toEqual([]);
    expect(Object.keys(image.environment)).toEqual(['NODE_ENV', ...Object.keys(nodeEnvironment), 'RELEASE']);
  });

  it('installs for production without development packages and without install scripts', () => {
    const installs = dockerfile.stages.flatMap(({ name, steps }) =>
      steps.flatMap((step) => (step.kind === 'run' && step.command.startsWith('npm ci') ? [{ name, ...step }] : [])),
    );
    expect(installs.map(({ name }) => name)).toEqual(['dependencies', 'build']);
    for (const { command } of installs) expect(command).toContain('--ignore-scripts');
    expect(installs[0]?.command).toContain('--omit=dev');
  });

  it('is refused where it says what the reader does not know', () => {
    expect(() => parseDockerfile('FROM node\nADD a b')).toThrow('not understood: ADD');
    expect(() => parseDockerfile('FROM node\nCOPY --chown=1 a b')).toThrow('unknown options');
    expect(() => parseDockerfile('FROM node\nENTRYPOINT node server.js')).toThrow('Not in the form');
  });
});

describe('.dockerignore', () => {
  it('lets through what is built and nothing else: no secret, no test, nothing generated', () => {
    const files = listBuildContext(repositoryRoot);
    expect(files).toContain('services/backend/src/app.ts');
    expect(files).toContain('services/backend/prisma/schema.prisma');
    const other =
      /^(package(-lock)?\.json|tsconfig\.json|scripts\/bootstrap\.mjs|services\/storefront-client\/package\.json)$/;
    const backend =
      /^services\/backend\/(ops-page\/page\.\w+|Dockerfile|package\.json|tsconfig\.build\.json|prisma\.config\.ts|prisma\/.+|src\/.+\.ts)$/;
    expect(files.filter((file) => !other.test(file) && !backend.test(file))).toEqual([]);
    expect(files.filter((file) => /\.test\.ts$|\/generated\/|\.env/.test(file))).toEqual([]);
  });

  it('is read as Docker does: the last pattern that fits decides', () => {
    const isIgnored = readIgnoreFile('# all\n**\n!src\nsrc/**/*.test.ts\n!src/kept.test.ts\n');
    const paths = [
      '.env',
      'a/src/x.ts',
      'src/x.ts',
      'src/a/b/x.ts',
      'src/x.test.ts',
      'src/a/x.test.ts',
      'src/kept.test.ts',
    ];
    expect(paths.filter(isIgnored)).toEqual(['.env', 'a/src/x.ts', 'src/x.test.ts', 'src/a/x.test.ts']);
  });
});
