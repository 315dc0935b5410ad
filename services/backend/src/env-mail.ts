import { z } from 'zod';
import { url } from './platform/env-fields.ts';
import { variable } from './platform/env-variables.ts';

const section = 'Mail';
const mailbox = /^(?:[^<>\r\n]{1,100} <)?[^\s<>@]+@[^\s<>@]+>?$/;

/** How mail leaves: an SMTP server, or a folder in development. */
export const mailVariables = {
  SMTP_URL: variable(url('smtp', 'smtps').optional(), {
    section,
    about: 'Server that takes our mail, with user and password. Required in staging and production.',
    example: 'smtp://user:password@smtp.example.com:587',
    secret: true,
  }),
  MAIL_FROM: variable(
    z
      .string()
      .regex(mailbox, { error: 'must be a mailbox, like Shop <shop@example.com>' })
      .default('Pet shop <shop@pet-shop.localhost>'),
    { section, about: 'Whom mail is from. Required in staging and production.', example: 'Shop <shop@example.com>' },
  ),
  MAIL_DIR: variable(z.string().min(1).default('.data/mail'), {
    section,
    about: 'Folder for development, where no SMTP_URL is given. npm start puts it into its data folder.',
  }),
  STOREFRONT_URL: variable(url('https', 'http').default('http://localhost:3000'), {
    section,
    about: 'Where links in mail lead: the storefront. Required in staging and production.',
    example: 'https://shop.example.com',
  }),
};

/** Mail of a deployment must leave, and name the right shop. */
export function findMailProblems(
  given: Record<string, string | undefined>,
  deployed: boolean,
): { name: string; message: string }[] {
  if (!deployed) return [];
  return ['SMTP_URL', 'MAIL_FROM', 'STOREFRONT_URL']
    .filter((name) => !given[name])
    .map((name) => ({ name, message: 'is required in staging and production' }));
}
