import { formatMoney, type MailWords, optionalAction } from './mail-wording.ts';

export const englishWords: MailWords = {
  greeting: 'Hello,',
  farewell: 'Your harness makers',
  order_confirmed: ({ order, items, total }) => ({
    subject: `We have your order ${order}`,
    paragraphs: [`Thank you! We have received your order ${order}:`],
    items: items.map(({ title, quantity }) => `${quantity} × ${title}`),
    note: `Total: ${formatMoney('en', total)}`,
  }),
  in_production: ({ order }) => ({
    subject: `We have begun to make your order ${order}`,
    paragraphs: [`Your order ${order} is in our workshop now. We will write again when it is on its way.`],
  }),
  shipped: ({ order, carrier, trackingUrls }) => ({
    subject: `Your order ${order} is on its way`,
    paragraphs: [carrier ? `We have handed your order ${order} to ${carrier}.` : `Your order ${order} has left us.`],
    ...optionalAction('Follow the parcel', trackingUrls[0]),
  }),
  confirm_stock_alert: ({ product, link }) => ({
    subject: `Shall we tell you when ${product} is back?`,
    paragraphs: [`Somebody, most likely you, asked us to write to this address once ${product} can be had again.`],
    action: { label: 'Yes, write to me', link },
    note: 'If that was not you, do nothing: we will not write again.',
  }),
  back_in_stock: ({ product, link }) => ({
    subject: `${product} is back`,
    paragraphs: [`You asked us to tell you: ${product} can be had again.`],
    action: { label: 'See it', link },
    note: 'This is the only mail about it; your address is forgotten now.',
  }),
  data_export_ready: ({ link, availableDays }) => ({
    subject: 'Your copy of your data is ready',
    paragraphs: [`We have gathered everything that we hold about you. It can be fetched for ${availableDays} days.`],
    action: { label: 'Fetch it', link },
  }),
};
