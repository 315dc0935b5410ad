import type { MailContent, MailKind, MailLocale } from './mail-contents.ts';

/** What a mail says, before it has a form. */
export interface MailWording {
  subject: string;
  paragraphs: string[];
  items?: string[];
  /** The one thing that the reader is asked to do. */
  action?: MailAction;
  /** Small print after it. */
  note?: string;
}

export interface MailAction {
  label: string;
  link: string;
}

/** One language: a sentence or two for every kind of mail, and what stands around them. */
export type MailWords = {
  [Kind in MailKind]: (content: Extract<MailContent, { kind: Kind }>) => MailWording;
} & { greeting: string; farewell: string };

/** An amount as a reader of that language writes it. Exact: the text is formatted, never a floating-point number. */
export function formatMoney(locale: MailLocale, { amount, currency }: { amount: string; currency: string }): string {
  return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(amount as `${number}`);
}

/** A parcel that cannot be followed has no link. */
export function optionalAction(label: string, link: string | undefined): { action?: MailAction } {
  return link ? { action: { label, link } } : {};
}
