import { GraphQLError } from 'graphql';

/** What a search may compare. */
export interface Searchable {
  id: number;
  createdAt: Date;
  updatedAt: Date;
  tags?: string[];
}

type Test = (item: Searchable) => boolean;

const term = /^(\w+):(>=|<=|>|<)?(?:'([^']*)'|"([^"]*)"|(\S+))$/;
const terms = /\w+:(?:>=|<=|>|<)?(?:'[^']*'|"[^"]*"|\S+)/g;

/**
 * The little of Shopify's search syntax that we use: terms that must all hold, comparing times, ids and tags.
 * What it does not know it refuses, where Shopify would only warn.
 * @param wholeDays the search index of customers compares days, not times.
 */
export function parseSearch(query: string | null | undefined, wholeDays = false): Test {
  if (!query) return () => true;
  const found = query.match(terms) ?? [];
  if (
    query
      .replace(terms, '')
      .replace(/\bAND\b/g, '')
      .trim() !== ''
  )
    throw new GraphQLError(`cannot search ${query}`);
  const tests = found.map((text) => toTest(text, wholeDays));
  return (item) => tests.every((test) => test(item));
}

function toTest(text: string, wholeDays: boolean): Test {
  const [, field = '', operator = '', single, double, bare] = term.exec(text) ?? [];
  const value = single ?? double ?? bare ?? '';
  switch (field) {
    case 'tag':
      return (item) => item.tags?.some((tag) => tag.toLowerCase() === value.toLowerCase()) ?? false;
    case 'id':
      return (item) => compares(operator, item.id - Number(value));
    case 'created_at':
    case 'updated_at': {
      const at = wholeDays ? dayOf(new Date(value)) : new Date(value).getTime();
      if (Number.isNaN(at)) throw new GraphQLError(`cannot search ${text}`);
      return (item) => {
        const time = field === 'created_at' ? item.createdAt : item.updatedAt;
        return compares(operator, (wholeDays ? dayOf(time) : time.getTime()) - at);
      };
    }
    default:
      throw new GraphQLError(`cannot search by ${field}`);
  }
}

function compares(operator: string, difference: number): boolean {
  switch (operator) {
    case '>=':
      return difference >= 0;
    case '<=':
      return difference <= 0;
    case '>':
      return difference > 0;
    case '<':
      return difference < 0;
    default:
      return difference === 0;
  }
}

const dayMs = 86_400_000;
const dayOf = (date: Date) => Math.floor(date.getTime() / dayMs) * dayMs;
