import type { DesignConfiguration } from './design-configuration.ts';

/** How embroidered letters look, and how wide they are: the text must fit the panel before any font is loaded. */
export type EmbroideryFont = NonNullable<DesignConfiguration['embroidery']>['font'];

interface Typeface {
  /** The first is what we ship for PNG; the rest is for browsers that lack it. */
  families: string;
  weight: 400 | 700;
  /** Advance widths of U+0020 to U+007E in hundredths of an em, read from the font's hmtx table. */
  widths: readonly number[];
}

const widths = (text: string) => text.split(' ').map(Number);

export const typefaces: Record<EmbroideryFont, Typeface> = {
  sans: {
    families: "'DejaVu Sans', Verdana, 'Segoe UI', Helvetica, Arial, sans-serif",
    weight: 700,
    widths: widths(
      '35 46 52 84 70 100 87 31 46 46 52 84 38 42 38 37 70 70 70 70 70 70 70 70 70 70 40 40 84 84 84 58 100 77 76 73 83 68 68 82 84 37 37 77 64 100 84 85 73 85 77 72 68 81 77 110 77 72 73 46 37 46 84 50 50 67 72 59 72 68 44 72 71 34 34 67 34 104 71 69 72 72 49 60 48 71 65 92 65 65 58 71 37 71 84',
    ),
  },
  serif: {
    families: "'DejaVu Serif', Georgia, Cambria, 'Times New Roman', serif",
    weight: 700,
    widths: widths(
      '35 44 52 84 70 95 90 31 47 47 52 84 35 42 35 37 70 70 70 70 70 70 70 70 70 70 37 37 84 84 84 59 100 78 85 80 87 76 71 85 94 47 47 87 70 111 91 87 75 87 83 72 74 87 78 112 78 71 73 47 37 47 84 50 50 65 70 61 70 64 43 70 73 38 36 69 38 106 73 67 70 70 53 56 46 73 58 86 60 58 57 64 36 64 84',
    ),
  },
  script: {
    families: "'Kaushan Script', 'Brush Script MT', 'Segoe Script', 'Snell Roundhand', cursive",
    weight: 400,
    widths: widths(
      '24 30 37 68 67 62 67 19 32 32 46 56 24 53 24 55 65 44 56 56 57 54 56 56 57 55 28 28 52 57 62 48 66 64 72 60 78 61 55 65 68 32 51 65 50 94 68 72 64 72 69 70 59 70 62 95 64 61 70 39 66 39 36 57 28 47 47 42 43 40 34 45 52 24 24 52 24 77 54 44 50 45 40 35 35 49 45 64 43 49 47 34 28 34 44',
    ),
  },
  block: {
    families: "Bungee, Impact, 'Arial Black', 'Franklin Gothic Heavy', sans-serif",
    weight: 400,
    widths: widths(
      '23 42 65 75 65 103 77 36 43 43 72 73 38 42 38 35 73 60 64 64 71 65 69 63 71 69 38 38 71 73 71 66 87 73 73 63 75 65 62 71 76 61 69 75 70 85 75 74 68 74 74 65 66 75 73 83 74 71 66 43 35 43 71 73 50 73 73 63 75 65 62 71 76 61 69 75 70 85 75 74 68 74 74 65 66 75 73 83 74 71 66 46 35 46 73',
    ),
  },
};

/** What every one of our fonts has: Latin with its accents up to ž, and the Romanian letters with a comma. */
const covered = /[\u0020-\u007e\u00a0-\u017e\u0218-\u021b\u2019]/;
const firstCode = 0x20;
const apostropheWidth = 36;
/** Hearts, stars and the letters of other scripts are about as wide as this. */
const beyondWidth = 90;

/** Pieces of a text, those of other scripts and symbols apart: only one of our fonts has letters for them. */
export function splitByCoverage(text: string): { text: string; covered: boolean }[] {
  const pieces: { text: string; covered: boolean }[] = [];
  for (const character of text) {
    const isCovered = covered.test(character);
    const last = pieces.at(-1);
    // An accent stays with its letter.
    if (last && (last.covered === isCovered || /\p{Mark}/u.test(character))) last.text += character;
    else pieces.push({ text: character, covered: isCovered });
  }
  return pieces;
}

/** Width of a text in ems. */
export function measureText(text: string, font: EmbroideryFont): number {
  let hundredths = 0;
  // An accent takes no room of its own, so letters are measured without theirs.
  for (const character of text.normalize('NFD')) {
    if (/\p{Mark}/u.test(character)) continue;
    hundredths +=
      typefaces[font].widths[(character.codePointAt(0) as number) - firstCode] ??
      (character === '’' ? apostropheWidth : beyondWidth);
  }
  return hundredths / 100;
}
