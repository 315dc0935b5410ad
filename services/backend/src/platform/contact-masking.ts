/** Fewer digits than the shortest number that somebody could be called at, and more than a year has. */
const digitsOfPhoneNumber = 7;
const sewnMark = '★';
/** With the ways around a thread that cannot sew an @. */
const emailAddress = /\S\s*(@|\(at\)|\[at\]|\bat\b)\s*\S+?(\.|\s*(\(dot\)|\[dot\]|\bdot\b)\s*)\p{Letter}{2,}/iu;

/**
 * Hides what looks like a way to reach somebody, in a text that strangers will see: the digits of a phone number, the
 * whole of an e-mail address. As many characters come out as went in, so that the text still fits where it was sewn.
 * People embroider their number in case the animal is lost; that is for who finds it, not for who has the link.
 */
export function maskContacts(text: string): string {
  // Full-width and circled digits are digits to whoever reads them.
  const plain = text.normalize('NFKC');
  if (emailAddress.test(plain)) return text.replace(/\S/gu, sewnMark);
  const digits = plain.match(/\p{Number}/gu)?.length ?? 0;
  return digits < digitsOfPhoneNumber ? text : text.replace(/\p{Number}/gu, sewnMark);
}
