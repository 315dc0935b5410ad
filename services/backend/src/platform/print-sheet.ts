import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';
import { type DesignConfiguration, palette } from './design-configuration.ts';
import { pictureSize } from './harness-drawing.ts';
import { splitByCoverage } from './harness-drawing-fonts.ts';
import type { OrderedDesign } from './ordered-design.ts';

/** What stands on the sheet beside the design. */
export interface PrintSheet {
  id: string;
  orderName: string;
  lineId: string;
  quantity: number;
  paidAt: Date;
  work: OrderedDesign;
}

const file = (name: string) => createRequire(import.meta.url).resolve(name);

/** The fonts of the pictures, and one for small print: each has the letters of Romanian, Hungarian and English. */
const fonts = {
  text: 'dejavu-fonts-ttf/ttf/DejaVuSans.ttf',
  sans: 'dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf',
  serif: 'dejavu-fonts-ttf/ttf/DejaVuSerif-Bold.ttf',
  script: '@expo-google-fonts/kaushan-script/400Regular/KaushanScript_400Regular.ttf',
  block: '@expo-google-fonts/bungee/400Regular/Bungee_400Regular.ttf',
} as const;

/** Points, of which an A4 page has 595 by 842. */
const margin = 40;
const pageWidth = 595.28;
const width = pageWidth - 2 * margin;
const picture = { width: 300, height: (300 * pictureSize.height) / pictureSize.width };
const ink = '#1d1d1f';
const grey = '#5b616b';

/**
 * The sheet that goes with a harness through the workshop: one page of A4. The same ticket and picture always give
 * the same bytes.
 * @param png of the harness, as platform/png draws it.
 */
export async function drawPrintSheet(sheet: PrintSheet, png: Uint8Array): Promise<Buffer> {
  const info = { Title: `Ticket ${sheet.orderName}`, Creator: 'workshop', CreationDate: sheet.paidAt };
  const document = new PDFDocument({ size: 'A4', margin, info, bufferPages: true });
  const pieces: Buffer[] = [];
  document.on('data', (piece: Buffer) => pieces.push(piece));
  const ended = new Promise<void>((resolve, reject) => {
    document.on('end', resolve);
    document.on('error', reject);
  });
  for (const [name, path] of Object.entries(fonts)) document.registerFont(name, file(path));

  const top = drawHead(document, sheet) + 14;
  document.image(Buffer.from(png), margin, top, picture);
  document.lineWidth(0.5).strokeColor(grey).rect(margin, top, picture.width, picture.height).stroke();
  drawMeasures(document, sheet.work.configuration, { x: margin + picture.width + 20, y: top });
  const below = drawMaterials(document, sheet.work.configuration, top + picture.height + 24);
  const afterwards = drawEmbroidery(document, sheet.work.configuration.embroidery, below + 18);
  drawStages(document, sheet.work.configuration.embroidery !== null, afterwards + 24);
  document.end();
  await ended;
  return Buffer.concat(pieces);
}

type Document = PDFKit.PDFDocument;

/** @returns where it ends. */
function drawHead(document: Document, { id, orderName, lineId, quantity, paidAt, work }: PrintSheet): number {
  write(document, 'sans', 22, orderName, { x: margin, y: margin, width: width - 130, lines: 1 });
  write(document, 'sans', 22, `${quantity} ×`, { x: pageWidth - margin - 120, y: margin, width: 120, align: 'right' });
  const facts = [`${work.productTitle} · ${work.variantTitle}`, work.sku, `“${work.name}”, revision ${work.revision}`];
  const end = write(document, 'text', 10, facts.filter(Boolean).join(' · '), { x: margin, y: 72, width, lines: 2 });
  const origin = `Paid ${paidAt.toISOString().slice(0, 10)} · line ${lineId} · ticket ${id}`;
  return write(document, 'text', 8, origin, { x: margin, y: end + 6, width, color: grey });
}

const millimetres = (value: number) => `${value} mm`;

function drawMeasures(document: Document, { fit }: DesignConfiguration, at: { x: number; y: number }): void {
  const rows: [string, string][] =
    fit.kind === 'size'
      ? [['Size', fit.size]]
      : [
          ['Neck', millimetres(fit.neckMm)],
          ['Chest', millimetres(fit.chestMm)],
          ['Back', millimetres(fit.backMm)],
        ];
  const title = fit.kind === 'size' ? 'Measures: from the chart' : 'Measures: made to measure';
  drawTable(document, title, rows, { ...at, width: pageWidth - margin - at.x, size: 13 });
}

/** @returns where it ends. */
function drawMaterials(document: Document, { strap, hardware, accessories }: DesignConfiguration, y: number): number {
  const colored = (name: keyof typeof palette) => `${name} (${palette[name]})`;
  const rows: [string, string][] = [
    ['Strap', colored(strap.color)],
    ['Pattern', strap.pattern === 'plain' ? 'plain' : `${strap.pattern}, ${colored(strap.patternColor)}`],
    ['Hardware', hardware],
    ['Accessories', accessories.length === 0 ? 'none' : accessories.join(', ')],
  ];
  return drawTable(document, 'Materials', rows, { x: margin, y, width, size: 11 });
}

/** The text as it is sewn, and once more in plain letters, to be read without a doubt. @returns where it ends. */
function drawEmbroidery(document: Document, embroidery: DesignConfiguration['embroidery'], y: number): number {
  write(document, 'sans', 11, 'Embroidery', { x: margin, y, width });
  if (!embroidery) return write(document, 'text', 11, 'none', { x: margin, y: y + 18, width });
  const { text, font, color } = embroidery;
  document
    .rect(margin, y + 18, width, 58)
    .lineWidth(0.5)
    .strokeColor(grey)
    .stroke();
  // Hearts, stars and other scripts are in one font alone.
  const sewn = splitByCoverage(text).map((piece) => ({ text: piece.text, font: piece.covered ? font : 'sans' }));
  const widthOf = (piece: (typeof sewn)[number]) => document.font(piece.font).fontSize(30).widthOfString(piece.text);
  const fullWidth = sewn.reduce((sum, piece) => sum + widthOf(piece), 0);
  const size = Math.min(30, (30 * (width - 28)) / fullWidth);
  let x = margin + 14;
  for (const piece of sewn) {
    document.font(piece.font).fontSize(size).fillColor(ink);
    document.text(piece.text, x, y + 28, { lineBreak: false });
    x += document.widthOfString(piece.text);
  }
  const letters = `${text}   (${[...text].length} characters, ${font}, thread ${color} ${palette[color]})`;
  return write(document, 'text', 10, letters, { x: margin, y: y + 84, width });
}

/** Boxes to tick and sign. */
function drawStages(document: Document, isEmbroidered: boolean, y: number): void {
  const stages = ['Cut', 'Sew', ...(isEmbroidered ? ['Embroider'] : []), 'Check', 'Pack'];
  const column = width / stages.length;
  for (const [index, stage] of stages.entries()) {
    const x = margin + index * column;
    document.lineWidth(0.8).strokeColor(ink).rect(x, y, 12, 12).stroke();
    write(document, 'sans', 10, stage, { x: x + 18, y: y, width: column - 22 });
    document.lineWidth(0.5).strokeColor(grey);
    document
      .moveTo(x, y + 46)
      .lineTo(x + column - 14, y + 46)
      .stroke();
    write(document, 'text', 7, 'date, initials', { x, y: y + 50, width: column, color: grey });
  }
}

/** @returns where it ends. */
function drawTable(
  document: Document,
  title: string,
  rows: readonly [string, string][],
  at: { x: number; y: number; width: number; size: number },
): number {
  write(document, 'sans', 11, title, at);
  const labelWidth = Math.min(110, at.width * 0.38);
  let y = at.y + 22;
  for (const [label, value] of rows) {
    write(document, 'text', 9, label, { ...at, y: y + (at.size - 9), width: labelWidth, color: grey });
    const end = write(document, 'sans', at.size, value, {
      ...at,
      x: at.x + labelWidth,
      y,
      width: at.width - labelWidth,
    });
    document.lineWidth(0.3).strokeColor(grey);
    document
      .moveTo(at.x, end + 3)
      .lineTo(at.x + at.width, end + 3)
      .stroke();
    y = end + 9;
  }
  return y;
}

/** @returns where the text ends. */
function write(
  document: Document,
  font: keyof typeof fonts,
  size: number,
  text: string,
  at: { x: number; y: number; width: number; align?: 'left' | 'right'; color?: string; lines?: number },
): number {
  const { x, y, width: room, align = 'left', color = ink, lines } = at;
  document.font(font).fontSize(size).fillColor(color);
  const most = lines === undefined ? {} : { height: lines * document.currentLineHeight(true), ellipsis: true };
  document.text(text, x, y, { width: room, align, ...most });
  return document.y;
}
