import { describe, expect, it } from 'vitest';
import { readSources, type SourceFile } from './source-files.ts';

const hardStopLines = 300;
const sources = [...readSources('src'), ...readSources('dev'), ...readSources('test')];
const paths = (files: SourceFile[]) => files.map(({ path }) => path);

describe('files', () => {
  it(`have at most ${hardStopLines} lines`, () => {
    expect(paths(sources.filter(({ text }) => text.split('\n').length > hardStopLines + 1))).toEqual([]);
  });

  it('have kebab-case names that say what is inside', () => {
    const name = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*\.ts$/;
    expect(paths(sources.filter(({ path }) => !name.test(path.split('/').at(-1) as string)))).toEqual([]);
    const vague = /\/(index|utils?|helpers?|common|misc|base|[a-z-]*manager)(\.ts|\/)/;
    expect(paths(sources.filter(({ path }) => vague.test(`/${path}`)))).toEqual([]);
  });

  it('read the environment and end the process only in start/', () => {
    const outside = readSources('src').filter(({ path }) => !/^src\/start\/|\.test\.ts$/.test(path));
    expect(paths(outside.filter(({ text }) => /process\.(env|exit)\b/.test(text)))).toEqual([]);
  });

  it('pass over no error without a word, in scripts inside of strings either', () => {
    const empty = /catch\s*(\([^)]*\)\s*)?\{\s*\}/;
    const own = '/guards/files.test.ts';
    expect(paths(sources.filter(({ path, text }) => empty.test(text) && !path.endsWith(own)))).toEqual([]);
  });

  it('have no classes but errors', () => {
    const src = readSources('src');
    expect(paths(src.filter(({ text }) => /^\s*(export )?class (?!\w+ extends \w*Error\b)/m.test(text)))).toEqual([]);
  });
});
