import { formatMoney, type MailWords, optionalAction } from './mail-wording.ts';

export const hungarianWords: MailWords = {
  greeting: 'Jó napot kívánunk!',
  farewell: 'A hámkészítők',
  order_confirmed: ({ order, items, total }) => ({
    subject: `Megkaptuk a rendelését: ${order}`,
    paragraphs: [`Köszönjük! Megkaptuk a következő rendelését (${order}):`],
    items: items.map(({ title, quantity }) => `${quantity} × ${title}`),
    note: `Összesen: ${formatMoney('hu', total)}`,
  }),
  in_production: ({ order }) => ({
    subject: `Elkezdtük a rendelését: ${order}`,
    paragraphs: [`A rendelése (${order}) a műhelyünkben készül. Újra írunk, amikor útnak indul.`],
  }),
  shipped: ({ order, carrier, trackingUrls }) => ({
    subject: `Úton van a rendelése: ${order}`,
    paragraphs: [
      carrier ? `A rendelést (${order}) átadtuk a futárnak: ${carrier}.` : `A rendelés (${order}) elindult.`,
    ],
    ...optionalAction('A csomag követése', trackingUrls[0]),
  }),
  confirm_stock_alert: ({ product, link }) => ({
    subject: `Szóljunk, ha újra kapható? ${product}`,
    paragraphs: [
      `Valaki, valószínűleg Ön, arra kért minket, hogy írjunk erre a címre, amikor ez a termék újra kapható: ${product}.`,
    ],
    action: { label: 'Igen, kérem', link },
    note: 'Ha nem Ön volt, nincs teendője: nem írunk többet.',
  }),
  back_in_stock: ({ product, link }) => ({
    subject: `Újra kapható: ${product}`,
    paragraphs: [`Kérte, hogy szóljunk: ez a termék újra kapható: ${product}.`],
    action: { label: 'Megnézem', link },
    note: 'Erről nem írunk többet; a címét töröltük.',
  }),
  data_export_ready: ({ link, availableDays }) => ({
    subject: 'Elkészült az adatainak másolata',
    paragraphs: [`Összegyűjtöttük mindazt, amit Önről tárolunk. A másolat ${availableDays} napig tölthető le.`],
    action: { label: 'Letöltöm', link },
  }),
};
