import { describe, expect, test } from 'vitest';
import { type MailContent, mailContent, mailLocaleOf, mailLocales } from './mail-contents.ts';
import { renderMail } from './mail-rendering.ts';

const link = 'https://shop.example.com/x?a=1&b=2';
const contents: MailContent[] = [
  {
    kind: 'order_confirmed',
    order: '#1001',
    items: [{ title: 'Y-Harness', quantity: 2 }],
    total: { amount: '9007199254740993.10', currency: 'RON' },
  },
  { kind: 'in_production', order: '#1001' },
  { kind: 'shipped', order: '#1001', carrier: 'FAN Courier', trackingUrls: [link] },
  { kind: 'shipped', order: '#1001', carrier: null, trackingUrls: [] },
  { kind: 'confirm_stock_alert', product: 'Y-Harness', link },
  { kind: 'back_in_stock', product: 'Y-Harness', link },
  { kind: 'data_export_ready', link, availableDays: 7 },
];

describe.each(mailLocales)('in %s', (locale) => {
  test.each(contents)('$kind says in text and HTML what it is about', (content) => {
    const { subject, text, html } = renderMail(content, locale);
    expect(subject).not.toBe('');
    for (const form of [text, html]) expect(form).toMatch(/#1001|Y-Harness|7 /);
    expect(html).toContain(`<html lang="${locale}">`);
    if ('link' in content) {
      expect(text).toContain(link);
      expect(html).toContain('href="https://shop.example.com/x?a=1&amp;b=2"');
    }
    expect(`${text}${html}`).not.toMatch(/undefined|null|\[object/);
  });

  test('every kind has wording of its own', () => {
    const subjects = new Set(contents.map((content) => renderMail(content, locale).subject));
    expect(subjects.size).toBe(new Set(contents.map(({ kind }) => kind)).size);
    expect(new Set(mailContent.options.map((option) => option.shape.kind.value)).size).toBe(subjects.size);
  });
});

test('money is exact, and written as its reader writes it', () => {
  const [confirmed] = contents as [MailContent];
  const texts = mailLocales.map((locale) => renderMail(confirmed, locale).text.replaceAll(/[\u00a0\u202f]/g, ' '));
  expect(texts[0]).toContain('9.007.199.254.740.993,10 RON');
  expect(texts[1]).toContain('RON 9,007,199,254,740,993.10');
  expect(texts[2]).toContain('9 007 199 254 740 993,10 RON');
});

test('what a product is called is text, not markup, and cannot add headers', () => {
  const content: MailContent = { kind: 'back_in_stock', product: '<b>"A"</b> & B\r\nBcc: x@example.com', link };
  const { subject, html } = renderMail(content, 'en');
  expect(subject).toBe('<b>"A"</b> & B Bcc: x@example.com is back');
  expect(html).not.toContain('<b>');
  expect(html).toContain('&lt;b&gt;&quot;A&quot;&lt;/b&gt; &amp; B');
});

test.each([
  ['ro-RO', 'ro'],
  ['HU', 'hu'],
  ['de-DE', 'en'],
  ['', 'en'],
  [null, 'en'],
])('the language %s is written to in %s', (language, locale) => {
  expect(mailLocaleOf(language)).toBe(locale);
});
