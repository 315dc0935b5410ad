import { DevError } from '../dev-error.ts';

/** A Dockerfile as far as ours goes: what it does to files, and how its image is started. */
export interface Dockerfile {
  stages: Stage[];
}

export interface Stage {
  name: string | undefined;
  /** Another stage, or an image from elsewhere. */
  from: string;
  steps: Step[];
  environment: Record<string, string>;
  /** Where the last WORKDIR leads. */
  workFolder: string;
  user: string | undefined;
  exposed: number[];
  healthCheck: string[] | undefined;
  entryPoint: string[];
  command: string[];
  labels: Record<string, string>;
}

export type Step =
  | { kind: 'run'; folder: string; command: string }
  | { kind: 'copy'; from: string | undefined; sources: string[]; destination: string };

/**
 * Reads a Dockerfile, its ARGs at their defaults. Throws DevError for an instruction that it does not know: whoever
 * relies on this reading must not be told that all is well when a line was passed over.
 */
export function parseDockerfile(text: string): Dockerfile {
  const values: Record<string, string> = {};
  const stages: Stage[] = [];
  for (const { instruction, rest } of readInstructions(text)) {
    if (instruction === 'ARG') {
      const [name = '', value] = splitOnce(rest, '=');
      if (value !== undefined) values[name] = value;
      continue;
    }
    if (instruction === 'FROM') {
      const [from = '', , name] = rest.split(/\s+/);
      stages.push(beginStage(insertValues(from, values), name, stages));
      continue;
    }
    const stage = stages.at(-1);
    const read = readers[instruction];
    if (!stage || !read) throw new DevError(`The Dockerfile has an instruction that is not understood: ${instruction}`);
    read(stage, rest, values);
  }
  return { stages };
}

/** The stage that becomes the image. */
export function lastStage({ stages }: Dockerfile): Stage {
  const last = stages.at(-1);
  if (!last) throw new DevError('The Dockerfile has no stage.');
  return last;
}

type Reader = (stage: Stage, rest: string, values: Record<string, string>) => void;

const readers: Record<string, Reader> = {
  WORKDIR: (stage, rest) => {
    stage.workFolder = resolveIn(stage.workFolder, rest);
  },
  RUN: (stage, rest) => {
    stage.steps.push({ kind: 'run', folder: stage.workFolder, command: rest });
  },
  COPY: (stage, rest) => {
    const words = rest.split(/\s+/);
    const from = words[0]?.startsWith('--from=') ? words.shift()?.slice('--from='.length) : undefined;
    if (words.some((word) => word.startsWith('--'))) throw new DevError(`COPY with unknown options: ${rest}`);
    const destination = words.pop() ?? '';
    const isFolder = destination.endsWith('/') || words.length > 1;
    const target = resolveIn(stage.workFolder, destination);
    stage.steps.push({ kind: 'copy', from, sources: words, destination: isFolder ? `${target}/` : target });
  },
  ENV: (stage, rest, values) => Object.assign(stage.environment, readPairs(insertValues(rest, values))),
  LABEL: (stage, rest, values) => Object.assign(stage.labels, readPairs(insertValues(rest, values))),
  USER: (stage, rest) => {
    stage.user = rest;
  },
  EXPOSE: (stage, rest) => {
    stage.exposed.push(...rest.split(/\s+/).map(Number));
  },
  HEALTHCHECK: (stage, rest) => {
    stage.healthCheck = readWords(rest.slice(rest.indexOf('CMD') + 'CMD'.length));
  },
  ENTRYPOINT: (stage, rest) => {
    stage.entryPoint = readWords(rest);
  },
  CMD: (stage, rest) => {
    stage.command = readWords(rest);
  },
};

/** One that begins where another of ours ended has what that one had. */
function beginStage(from: string, name: string | undefined, stages: Stage[]): Stage {
  const parent = stages.find((stage) => stage.name === from);
  return {
    name,
    from,
    steps: [],
    environment: { ...parent?.environment },
    workFolder: parent?.workFolder ?? '/',
    user: parent?.user,
    exposed: [],
    healthCheck: undefined,
    entryPoint: [],
    command: [],
    labels: {},
  };
}

function readInstructions(text: string): { instruction: string; rest: string }[] {
  const lines = text.split('\n').filter((line) => !/^\s*(#|$)/.test(line));
  const joined = lines.join('\n').replaceAll(/\\\n\s*/g, '');
  return joined.split('\n').map((line) => {
    const [instruction = '', rest = ''] = splitOnce(line.trim(), ' ');
    return { instruction: instruction.toUpperCase(), rest: rest.trim() };
  });
}

function insertValues(text: string, values: Record<string, string>): string {
  return text.replaceAll(/\$\{(\w+)\}/g, (_all, name: string) => values[name] ?? '');
}

/** The form with brackets only: the other one starts a shell, which would be what gets the signals. */
function readWords(text: string): string[] {
  try {
    return JSON.parse(text) as string[];
  } catch (cause) {
    throw new DevError(`Not in the form ["program", "argument"]: ${text.trim()}`, undefined, { cause });
  }
}

function readPairs(text: string): Record<string, string> {
  const pairs = [...text.matchAll(/([\w.]+)=(?:"([^"]*)"|(\S+))/g)];
  return Object.fromEntries(pairs.map(([, name, quoted, plain]) => [name, quoted ?? plain ?? '']));
}

function resolveIn(folder: string, path: string): string {
  return new URL(path.replace(/\/$/, '') || '/', `file://${folder.replace(/\/?$/, '/')}`).pathname;
}

function splitOnce(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + separator.length)];
}
