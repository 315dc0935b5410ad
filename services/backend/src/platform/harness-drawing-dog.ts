/** The dog that wears the harness, in a tone that no strap comes in. Drawn once; it is the same in every picture. */

const body = [
  'M694 166C706 166 713 178 709 190C706 204 690 212 668 214C646 218 630 223 616 234C600 247 592 268 590 292',
  'C588 322 578 346 560 366C555 402 551 440 549 480C548 505 551 517 559 526C570 531 577 539 575 549L522 549',
  'C514 541 516 528 514 515C510 480 503 432 494 394C450 408 380 402 328 374C318 386 307 397 299 412',
  'C285 436 264 452 253 470C248 490 250 510 257 526C267 531 273 539 271 549L216 549C208 539 212 520 212 506',
  'C210 490 208 478 213 462C197 440 178 410 171 372C159 340 155 300 165 264C148 261 117 232 103 190',
  'C97 168 95 150 103 139C111 132 121 140 123 156C129 186 150 212 182 219C230 203 280 204 330 208',
  'C390 214 440 210 478 190C506 174 520 150 531 124C541 99 564 84 592 84C613 84 628 95 636 111',
  'C642 124 652 131 669 137C683 141 692 151 694 166Z',
].join('');

const farFrontLeg =
  'M452 370C462 420 466 470 470 512C472 520 470 540 478 549L528 549C530 539 523 531 513 526C506 517 505 500 506 480L514 370Z';
const farHindLeg =
  'M250 350C262 400 268 430 262 462C257 478 262 495 263 508C264 522 260 540 267 549L320 549C322 539 316 531 306 526C300 510 298 490 302 470C312 450 326 420 330 372Z';

export const dogDefinitions = [
  `<clipPath id="on-dog"><path d="${body}"/></clipPath>`,
  '<linearGradient id="coat" gradientUnits="userSpaceOnUse" x1="0" y1="84" x2="0" y2="549"><stop offset="0" stop-color="#b9c1cc"/>',
  '<stop offset="0.55" stop-color="#a3adba"/><stop offset="1" stop-color="#8a95a4"/></linearGradient>',
  '<radialGradient id="ground"><stop offset="0" stop-color="#4b5563" stop-opacity="0.38"/>',
  '<stop offset="1" stop-color="#4b5563" stop-opacity="0"/></radialGradient>',
].join('');

/** What lies behind the harness. */
export const dog = [
  '<ellipse cx="390" cy="549" rx="290" ry="22" fill="url(#ground)"/>',
  `<path d="${farFrontLeg}" fill="#768191"/><path d="${farHindLeg}" fill="#768191"/>`,
  `<path d="${body}" fill="url(#coat)"/>`,
  // Shoulder and thigh, so that the body has volume.
  '<path d="M299 412C306 380 300 340 276 312" fill="none" stroke="#7f8a99" stroke-width="3" stroke-linecap="round" opacity="0.6"/>',
  '<path d="M232 538V549M247 536V549" stroke="#6b7685" stroke-width="2.4" stroke-linecap="round"/>',
  '<path d="M556 98C539 112 530 152 539 188C545 207 567 208 575 189C584 164 592 130 587 103C579 92 565 91 556 98Z" fill="#6f7b8b"/>',
  '<path d="M704 194C690 203 668 203 652 191" fill="none" stroke="#5b6573" stroke-width="3" stroke-linecap="round"/>',
  '<path d="M690 163C702 160 714 168 713 179C711 188 700 189 694 183C688 177 685 168 690 163Z" fill="#2b3038"/>',
  '<circle cx="628" cy="133" r="6.5" fill="#2b3038"/><circle cx="630.2" cy="130.8" r="2" fill="#ffffff"/>',
].join('');

const nearLeg =
  'M488 386C490 360 512 346 540 350C556 352 564 360 560 366C555 402 551 440 549 480C548 505 551 517 559 526C570 531 577 539 575 549L522 549C514 541 516 528 514 515C510 480 503 432 494 394Z';

/** The foreleg on this side: the straps between the legs pass behind it. */
export const dogForeleg = [
  `<path d="${nearLeg}" fill="url(#coat)"/>`,
  '<path d="M494 394C484 370 500 346 540 350" fill="none" stroke="#7f8a99" stroke-width="3" stroke-linecap="round" opacity="0.6"/>',
  '<path d="M536 538V549M551 536V549" stroke="#6b7685" stroke-width="2.4" stroke-linecap="round"/>',
].join('');
