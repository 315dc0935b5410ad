import { describeVariable, type EnvName, envSchema } from '../../src/env-schema.ts';

/** The text of env.template, made from the schema that reads the environment. */
export function renderEnvTemplate(): string {
  const names = Object.keys(envSchema.shape) as EnvName[];
  const sections = [...new Set(names.map((name) => describeVariable(name).section))];
  const blocks = sections.map((section) => {
    const variables = names.filter((name) => describeVariable(name).section === section).map(renderVariable);
    return `## ${section}\n\n${variables.join('\n\n')}`;
  });
  return `${header}\n${blocks.join('\n\n\n')}\n`;
}

const header = `# Every variable that the service reads, with its default. Generated from services/backend/src/env.ts by
# \`npm run env:template\`; do not edit. \`npm start\` needs none of them: what is unset gets a safe development value.
# A line that begins with "# NAME=" has no default.
`;

function renderVariable(name: EnvName): string {
  const { about, secret, example = '' } = describeVariable(name);
  const lines = wrap(about);
  if (secret) lines.push(`# Secret. May be read from a file instead: ${name}_FILE.`);
  const fallback = defaultOf(name);
  lines.push(fallback === undefined ? `# ${name}=${example}` : `${name}=${fallback}`);
  return lines.join('\n');
}

/** As it would be written in a file; undefined where the variable has no default. */
function defaultOf(name: EnvName): string | undefined {
  const parsed = envSchema.shape[name].safeParse(undefined);
  if (!parsed.success || parsed.data === undefined) return undefined;
  return Array.isArray(parsed.data) ? parsed.data.join(',') : String(parsed.data);
}

function wrap(text: string): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines.length - 1;
    if (`# ${lines[last]} ${word}`.length > 116) lines.push(word);
    else lines[last] = `${lines[last]} ${word}`.trim();
  }
  return lines.map((line) => `# ${line}`);
}
