import { formatMoney, type MailWords, optionalAction } from './mail-wording.ts';

export const romanianWords: MailWords = {
  greeting: 'Bună ziua,',
  farewell: 'Atelierul de hamuri',
  order_confirmed: ({ order, items, total }) => ({
    subject: `Am primit comanda ${order}`,
    paragraphs: [`Vă mulțumim! Am primit comanda dumneavoastră ${order}:`],
    items: items.map(({ title, quantity }) => `${quantity} × ${title}`),
    note: `Total: ${formatMoney('ro', total)}`,
  }),
  in_production: ({ order }) => ({
    subject: `Am început lucrul la comanda ${order}`,
    paragraphs: [`Comanda ${order} este acum în atelierul nostru. Vă scriem din nou când pleacă spre dumneavoastră.`],
  }),
  shipped: ({ order, carrier, trackingUrls }) => ({
    subject: `Comanda ${order} este pe drum`,
    paragraphs: [carrier ? `Am predat comanda ${order} către ${carrier}.` : `Comanda ${order} a plecat de la noi.`],
    ...optionalAction('Urmăriți coletul', trackingUrls[0]),
  }),
  confirm_stock_alert: ({ product, link }) => ({
    subject: `Să vă anunțăm când revine ${product}?`,
    paragraphs: [
      `Cineva, cel mai probabil dumneavoastră, ne-a rugat să scriem la această adresă când ${product} este din nou în stoc.`,
    ],
    action: { label: 'Da, scrieți-mi', link },
    note: 'Dacă nu ați fost dumneavoastră, nu faceți nimic: nu vă mai scriem.',
  }),
  back_in_stock: ({ product, link }) => ({
    subject: `${product} este din nou în stoc`,
    paragraphs: [`Ne-ați rugat să vă anunțăm: ${product} este din nou disponibil.`],
    action: { label: 'Vedeți produsul', link },
    note: 'Este singurul mesaj despre aceasta; adresa dumneavoastră a fost ștearsă.',
  }),
  data_export_ready: ({ link, availableDays }) => ({
    subject: 'Copia datelor dumneavoastră este gata',
    paragraphs: [
      `Am adunat tot ce păstrăm despre dumneavoastră. Copia poate fi descărcată timp de ${availableDays} zile.`,
    ],
    action: { label: 'Descărcați', link },
  }),
};
