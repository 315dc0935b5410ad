/*
 * The operations page. An administrator's session token is exchanged for a cookie that no script can read, and
 * forgotten; with the cookie the page asks its part of the admin API. All text is set as text, never as markup.
 */

const refreshEveryMs = 10_000;
const requestTimeoutMs = 15_000;
const shownDeliveries = 50;
const oldestFineSeconds = 300;
const backupFineSeconds = 26 * 3_600;

const element = (id) => document.getElementById(id);
const time = element('updated').querySelector('time');
const refreshButton = element('refresh');
const replayAllButton = element('replay-all');
const dialog = element('confirm');

let timer;
let loading = false;
let updatedAt;
let isSignedIn = false;
/** To the question that was put last; only the first answer counts. */
let answer = (_isYes) => {};
/** Whether somebody has been here since the server was last told so: only that keeps the session open. */
let hasActed = true;

/** What the API or the network said no with, in words. */
class Refusal extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** With the session of this page. */
async function ask(path, { method = 'GET', body } = {}) {
  const headers = hasActed ? {} : { 'x-automatic': '1' };
  hasActed = false;
  if (body) headers['content-type'] = 'application/json';
  return send(`/ops/api${path}`, { method, headers, body: body && JSON.stringify(body) });
}

async function send(address, options) {
  let reply;
  try {
    reply = await fetch(address, { ...options, cache: 'no-store', signal: AbortSignal.timeout(requestTimeoutMs) });
  } catch {
    throw new Refusal(0, 'The server does not answer.');
  }
  if (reply.ok) return reply.status === 204 ? undefined : reply.json();
  const problem = await reply.json().catch(() => ({}));
  throw new Refusal(reply.status, wordsFor(reply, problem));
}

function wordsFor(reply, problem) {
  if (reply.status === 401) {
    return isSignedIn
      ? 'The session has ended. Sign in again.'
      : 'The token is not valid, or no longer. Sign in with a fresh one.';
  }
  if (reply.status === 403) return 'This account is not an administrator’s.';
  if (reply.status === 429) return `Too many requests. Try again in ${reply.headers.get('retry-after') ?? 60} seconds.`;
  const id = problem.requestId ? ` (request ${problem.requestId})` : '';
  return `${problem.detail ?? `The server answered ${reply.status}.`}${reply.status >= 500 ? id : ''}`;
}

// ---- what is said

function tell(id, text) {
  const place = element(id);
  place.textContent = text ?? '';
  place.hidden = !text;
}

/** After a refusal: either the way back to signing in, or a sentence above figures that are told to be old. */
function explain(error) {
  if (!(error instanceof Refusal)) throw error;
  if (error.status === 401 || error.status === 403) {
    leave();
    tell('problem', error.message);
    return;
  }
  const old = updatedAt ? ` What is shown is of ${clockTime(updatedAt)}.` : '';
  tell('problem', `${error.message}${error.status === 0 || error.status >= 500 ? old : ''}`);
}

// ---- how figures are written

const counted = new Intl.NumberFormat('en');
const count = (number) => counted.format(number);
const clockTime = (date) => date.toLocaleTimeString('en-GB');
const dateTime = (iso) => new Date(iso).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });

function duration(seconds) {
  if (seconds < 1) return `${Math.round(seconds * 1_000)} ms`;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 120) return `${Math.round(seconds)} s`;
  if (seconds < 7_200) return `${Math.round(seconds / 60)} min`;
  if (seconds < 172_800) return `${Math.round(seconds / 3_600)} h`;
  return `${Math.round(seconds / 86_400)} days`;
}

function size(bytes) {
  const number = Number(bytes);
  if (number < 1e6) return `${Math.ceil(number / 1e3)} kB`;
  return number < 1e9 ? `${(number / 1e6).toFixed(1)} MB` : `${(number / 1e9).toFixed(1)} GB`;
}

// ---- cards

/** Each: what it is, the figure, a sentence, and whether somebody should look. */
function cardsOf({ deliveries, replica, backup }) {
  const { pending, processing, dead, parked, oldestPendingSeconds: oldest } = deliveries;
  return [
    ['Pending', count(pending), 'wait to be processed'],
    ['Processing', count(processing), 'are being worked on'],
    ['Dead', count(dead), dead ? 'given up: see below' : 'nothing was given up', dead > 0],
    ['Parked', count(parked), 'of topics nobody handles'],
    oldest === null
      ? ['Oldest pending', '–', 'nothing waits']
      : [
          'Oldest pending',
          duration(oldest),
          oldest > oldestFineSeconds ? 'too long: is a worker running?' : 'as it should be',
          oldest > oldestFineSeconds,
        ],
    replicaCard(replica),
    backupCard(backup),
  ];
}

function replicaCard({ isConfigured, lagMs, maxLagMs }) {
  if (!isConfigured) return ['Replica lag', '–', 'there is no replica'];
  if (lagMs === null) return ['Replica lag', 'unknown', 'the replica does not answer', true];
  const late = lagMs > maxLagMs;
  return ['Replica lag', duration(lagMs / 1_000), late ? 'too late: the primary answers' : 'it answers reads', late];
}

function backupCard(backup) {
  if (!backup) return ['Last backup', 'none', 'none is on record', true];
  const verified = backup.verifiedAt ? 'verified' : 'not verified';
  const late = backup.ageSeconds > backupFineSeconds;
  return [
    'Last backup',
    `${duration(backup.ageSeconds)} ago`,
    `${size(backup.bytes)}, ${late ? 'too old' : verified}`,
    late,
  ];
}

function showCards(operations) {
  const cards = cardsOf(operations).map(([name, figure, note, isBad = false]) => {
    const card = document.createElement('div');
    card.className = isBad ? 'bad' : '';
    card.append(make('dt', name), make('dd', figure, 'figure'), make('dd', isBad ? `⚠ ${note}` : note, 'note'));
    return card;
  });
  element('cards').replaceChildren(...cards);
}

function make(tag, text, className) {
  const made = document.createElement(tag);
  made.textContent = text;
  if (className) made.className = className;
  return made;
}

// ---- queues

const queueKinds = {
  redis: 'Jobs lie in Redis.',
  postgres: 'Jobs lie in PostgreSQL.',
  none: 'There is no queue here: the server processes deliveries itself.',
};

function showQueues({ kind, depths, dashboard }) {
  const isOff = kind === 'none';
  element('dashboard').hidden = dashboard === null;
  element('queues').hidden = isOff || depths === null;
  tell(
    'queue-note',
    isOff || depths
      ? queueKinds[kind]
      : 'The queue does not answer. Deliveries are processed all the same, only more slowly.',
  );
  const rows = (depths ?? []).map(({ name, isPaused, waiting, active, delayed, failed }) => {
    const row = document.createElement('tr');
    const heading = make('th', isPaused ? `${name} (paused)` : name);
    heading.scope = 'row';
    row.append(heading, ...[waiting, active, delayed].map((number) => make('td', count(number))));
    row.append(make('td', count(failed), failed > 0 ? 'some' : ''));
    return row;
  });
  element('queues').tBodies[0].replaceChildren(...rows);
}

// ---- dead deliveries

/** Rows are kept from one refresh to the next, so that the focus stays where it is. */
function showDeliveries({ items, nextCursor }) {
  const body = element('deliveries').tBodies[0];
  const known = new Map([...body.rows].map((row) => [row.dataset.id, row]));
  const focused = document.activeElement?.closest?.('#deliveries tr')?.dataset.id;
  const rows = items.map((delivery) => {
    const key = `${delivery.id}/${delivery.replays}`;
    return known.get(key) ?? rowOf(delivery, key);
  });
  if (rows.length !== body.rows.length || rows.some((row, index) => row !== body.rows[index])) {
    body.replaceChildren(...rows);
    const again = focused && rows.find((row) => row.dataset.id === focused)?.querySelector('button');
    if (again) again.focus();
    else if (focused) element('deliveries-heading').focus();
  }
  element('deliveries').hidden = items.length === 0;
  element('no-deliveries').hidden = items.length > 0;
  element('more-deliveries').hidden = nextCursor === null;
  replayAllButton.hidden = items.length < 2;
}

function rowOf(delivery, key) {
  const { id, receivedAt, topic, reason, attempts, replays } = delivery;
  const row = document.createElement('tr');
  row.dataset.id = key;
  const cells = [
    ['Received', dateTime(receivedAt), 'date'],
    ['Topic', topic, 'topic'],
    ['Reason', reason ?? 'not known', 'reason'],
    ['Attempts', replays ? `${attempts}, replayed ${replays}×` : String(attempts), 'attempts'],
  ].map(([label, text, className]) => {
    const cell = make('td', text, className);
    cell.dataset.label = label;
    return cell;
  });
  const button = make('button', 'Replay');
  button.type = 'button';
  button.setAttribute('aria-label', `Replay delivery ${id}, ${topic}`);
  button.addEventListener('click', () => run(() => replayOne(delivery)));
  const act = document.createElement('td');
  act.className = 'act';
  act.append(button);
  row.append(...cells, act);
  return row;
}

async function replayOne({ id, topic }) {
  const text = `${topic}, delivery ${id}, is processed once more. Applying it twice does no harm.`;
  if (!(await confirmed('Replay this delivery?', text))) return;
  await ask(`/admin/deliveries/${id}/replay`, { method: 'POST' });
  tell('result', `Delivery ${id} is pending again.`);
  element('deliveries-heading').focus();
  await refresh();
}

async function replayAll() {
  const range = { status: 'dead', since: '2000-01-01T00:00:00Z', limit: 1_000 };
  const { matching, erased, topics } = await ask('/admin/deliveries/replays', {
    method: 'POST',
    body: { ...range, dryRun: true },
  });
  const list = topics.map((one) => `${count(one.count)} × ${one.topic}`).join('\n');
  const left = erased ? `\n${count(erased)} cannot be: erased on request.` : '';
  if (!(await confirmed(`Replay ${count(matching)} deliveries?`, `${list}${left}`))) return;
  const { replayed } = await ask('/admin/deliveries/replays', { method: 'POST', body: range });
  tell('result', `${count(replayed)} deliveries are pending again.`);
  element('deliveries-heading').focus();
  await refresh();
}

/** Resolves to what was chosen; Escape is no. The focus goes back to where it was by itself. */
function confirmed(heading, text) {
  answer(false);
  element('confirm-heading').textContent = heading;
  element('confirm-text').textContent = text;
  dialog.showModal();
  return new Promise((resolve) => {
    answer = resolve;
  });
}

// ---- coming and going

async function refresh() {
  if (loading) return;
  loading = true;
  clearTimeout(timer);
  try {
    const [operations, deliveries] = await Promise.all([
      ask('/admin/operations'),
      ask(`/admin/deliveries?status=dead&limit=${shownDeliveries}`),
    ]);
    updatedAt = new Date();
    tell('problem');
    showCards(operations);
    showQueues(operations.queue);
    showDeliveries(deliveries);
    time.dateTime = updatedAt.toISOString();
    time.textContent = clockTime(updatedAt);
    showSignedIn(true);
  } catch (error) {
    explain(error);
  } finally {
    loading = false;
    if (isSignedIn) timer = setTimeout(tick, refreshEveryMs);
  }
}

/** Nothing moves under an open question, and nothing is asked for a tab that nobody sees. */
function tick() {
  if (dialog.open || document.hidden) timer = setTimeout(tick, refreshEveryMs);
  else void refresh();
}

/** What a button does: once at a time, and what goes wrong is told. */
async function run(action) {
  tell('result');
  try {
    await action();
  } catch (error) {
    explain(error);
  }
}

function showSignedIn(signedIn) {
  isSignedIn = signedIn;
  element('sign-in').hidden = signedIn;
  for (const id of ['figures', 'updated', 'refresh', 'sign-out']) element(id).hidden = !signedIn;
}

/** Back to signing in. */
function leave() {
  clearTimeout(timer);
  if (dialog.open) dialog.close();
  updatedAt = undefined;
  tell('problem');
  tell('result');
  showSignedIn(false);
  element('token').focus();
}

/** The token is sent once and kept nowhere. */
async function signIn(token) {
  try {
    await send('/api/v1/admin/operator-sessions', { method: 'POST', headers: { authorization: `Bearer ${token}` } });
  } catch (error) {
    explain(error);
    return;
  }
  hasActed = true;
  await refresh();
}

async function signOut() {
  leave();
  try {
    await ask('/session', { method: 'DELETE' });
  } catch (error) {
    tell('problem', `${error.message} The session may be open until nobody has used it for half an hour.`);
  }
}

/** `/ops#token=...` signs in; the token does not stay in the address, nor in the history. */
function takeTokenFromAddress() {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (token) history.replaceState(null, '', location.pathname);
  return token;
}

/** With a token in the address, with the session that is open already, or to the form. */
async function begin() {
  const token = takeTokenFromAddress();
  if (token) return signIn(token);
  try {
    const { isOpen } = await ask('/session');
    if (isOpen) await refresh();
    else leave();
  } catch (error) {
    leave();
    explain(error);
  }
}

element('sign-in').addEventListener('submit', (event) => {
  event.preventDefault();
  const token = element('token').value.trim();
  element('token').value = '';
  void signIn(token);
});
element('sign-out').addEventListener('click', () => void signOut());
refreshButton.addEventListener('click', () => run(refresh));
replayAllButton.addEventListener('click', () => run(replayAll));
element('confirm-no').addEventListener('click', () => dialog.close());
element('confirm-yes').addEventListener('click', () => {
  dialog.close();
  answer(true);
});
dialog.addEventListener('close', () => {
  // The event comes with the next frame: that of an earlier question may come while another one is open.
  if (!dialog.open) answer(false);
});
for (const sign of ['pointerdown', 'keydown']) {
  document.addEventListener(sign, () => {
    hasActed = true;
  });
}
document.addEventListener('visibilitychange', () => {
  if (!document.hidden && isSignedIn) void refresh();
});
window.addEventListener('hashchange', () => {
  const token = takeTokenFromAddress();
  if (token) void signIn(token);
});

void begin();
