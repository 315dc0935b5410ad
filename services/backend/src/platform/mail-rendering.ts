import type { MailContent, MailLocale } from './mail-contents.ts';
import type { MailWording, MailWords } from './mail-wording.ts';
import { englishWords } from './mail-words-en.ts';
import { hungarianWords } from './mail-words-hu.ts';
import { romanianWords } from './mail-words-ro.ts';

const words: Record<MailLocale, MailWords> = { ro: romanianWords, en: englishWords, hu: hungarianWords };

export interface RenderedMail {
  subject: string;
  text: string;
  html: string;
}

/** A mail in the reader's language, as plain text and as HTML that says the same. */
export function renderMail(content: MailContent, locale: MailLocale): RenderedMail {
  const { greeting, farewell, ...byKind } = words[locale];
  const say = byKind[content.kind] as (content: MailContent) => MailWording;
  const wording = say(content);
  return {
    // One line, whatever a product is called: a header ends where a line does.
    subject: wording.subject.replace(/\s+/g, ' ').trim(),
    text: renderText(wording, greeting, farewell),
    html: renderHtml(wording, { greeting, farewell, locale }),
  };
}

function renderText({ paragraphs, items, action, note }: MailWording, greeting: string, farewell: string): string {
  const parts = [
    greeting,
    ...paragraphs,
    items?.map((item) => `  - ${item}`).join('\n'),
    action && `${action.label}:\n${action.link}`,
    note,
    farewell,
  ];
  return `${parts.filter((part) => part !== undefined).join('\n\n')}\n`;
}

/** Tables and inline styles are what all mail programs show alike; nothing is loaded from anywhere. */
function renderHtml(
  { subject, paragraphs, items, action, note }: MailWording,
  { greeting, farewell, locale }: { greeting: string; farewell: string; locale: MailLocale },
): string {
  const paragraph = (text: string) => `<p style="margin:0 0 16px">${escapeHtml(text)}</p>`;
  const list =
    items &&
    `<ul style="margin:0 0 16px;padding-left:20px">${items.map((item) => `<li>${escapeHtml(item)}</li>`).join('')}</ul>`;
  const button =
    action &&
    `<p style="margin:24px 0"><a href="${escapeHtml(action.link)}" style="background:#2f6b3c;color:#ffffff;padding:12px 20px;border-radius:6px;text-decoration:none;display:inline-block">${escapeHtml(action.label)}</a></p>`;
  const parts = [
    paragraph(greeting),
    ...paragraphs.map(paragraph),
    list,
    button,
    note && paragraph(note),
    paragraph(farewell),
  ];
  return `<!doctype html>
<html lang="${locale}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(subject)}</title></head>
<body style="margin:0;background:#f4f2ee">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;background:#ffffff;border-radius:8px">
<tr><td style="padding:28px;font:16px/1.5 Arial,Helvetica,sans-serif;color:#1d1d1f">
${parts.filter(Boolean).join('\n')}
</td></tr></table>
</td></tr></table>
</body>
</html>
`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
