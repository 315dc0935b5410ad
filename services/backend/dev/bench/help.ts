export const help = `Measures the backend on this machine, on an embedded PostgreSQL of its own that is gone afterwards.

  npm run bench                      all of it but the soak
  npm run bench -- ingest            one of it, or several: ingest drain startup api
                                     catalogue soak
  npm run bench -- ingest --json     one JSON object on standard output; progress is on standard error

Everything of a run shares one core (taskset; without it nothing is pinned, and the output says so): the program under
test, the load generator, PostgreSQL and Redis. So what any of them does for a request counts.

ingest   Requests per second of POST /webhooks/shopify. Three processes of the real application take turns, round
         after round. They differ in nothing but the inbox behind the route:
           verification alone       answers as soon as the signature is right: the ceiling
           one INSERT per request   the same row, sealed, receipts and all, prepared, committed before the answer,
                                    through a pool of 20 connections; enqueues nothing
           ours                     group commit, sealed, and the wake-up enqueued (Redis where there is one)
         64 keep-alive connections send orders of about 4.5 kB, each with its own webhook id and signature, made
         before the clock starts. Afterwards every delivery that was acknowledged is looked up in the database; one
         that is missing fails the bench.
drain    Deliveries per second that one worker process applies, by queue: BullMQ on Redis (where there is one), BullMQ
         on PostgreSQL, and none (the server itself). Orders of about 11 kB, the official sample; every one must have
         become an order.
startup  Milliseconds from the start of the built server (dist is built when it is out of date) to the first 200 of
         GET /healthz, its memory when idle and after load, and that of a bare Fastify after the same load.
api      Requests per second of GET /api/v1/designs, a page of 20: as it is, with nobody asked who they are, with each
         token verified each time, and a bare Fastify with one prepared statement for the same rows; and how long it
         takes among 1,000,000 designs of 100,000 users rather than 10,000 of 1,000.

catalogue
         Of the application as it is, among 100,000 products: requests per second of GET /api/v1/products, a page of 20
         (about 14 kB: cards with two variants and a picture, and the facets), from memory, as 304, and made anew each
         time (another page for each request, by its cursor; Redis asked and written where there is one), and of a
         product's page from memory, each time with a look at the version in PostgreSQL. Beside it a bare Fastify that
         sends the same bytes, with its own few headers and, to tell what headers cost here and in the load generator,
         with all of ours; and one with the route's own statement, prepared, that says the same of the same pages
         (facets and all; the route counts those once for each version of the catalogue).
         Fills are counted: a hit that fills is none. Limits of clients are counted but refuse nobody from memory, and
         are off otherwise.
         Then how long one request takes with ENABLE_CACHE=false: page 1 and page 1,000, by following the cursor of
         each page before, among 1,000 and 100,000 products (1,000 have 50 pages of 20: there the last of them stands
         for the 1,000th); a search by each of the queries of catalogue-queries.ts, in three languages, with
         beginnings and misspelt words, every one of which has to find something; and suggestions for their first half.
         Making the products takes two to four minutes, most of it for the words of the search.

soak     Resident memory of the built server over ten minutes of what a shop is asked: 40 popular pages and, in the long
         tail, more products, lists and searches than its cache holds, by 20,000 addresses; answers from memory, made
         anew, 304 and 404, as they are and compressed; and a change of the catalogue every two seconds. It prints
         memory over time, and fails to say anything where one of these did not happen. The minutes begin
         when the cache is full. Judged is the median of the slopes between any two of what was measured every five
         seconds after the first third of them.

  --rounds N       ingest, api, catalogue: rounds (5); startup: starts (5)
  --seconds S      ingest, api, catalogue: measured per round and variant (2.5; catalogue: in five turns)
  --deliveries N   drain: deliveries per queue (2000)
  --products N     catalogue: products (100000, at least 100); with few of them it is a quick look, and no verdict
  --soak-minutes N soak: minutes (10); with another bench, that and then the soak
  --profile DIR    ingest, drain: each process under test leaves its CPU profile there

How to read it: figures are medians of the rounds, ratios are medians of the ratios within a round, so that a machine
that slows down for a while changes both sides. Absolute figures compare only within one run on an idle machine;
"other programs" says how much of the processors somebody else used meanwhile. "CPU us/request" is processor time of
the process under test: it changes least with the company. Exit code 1 means that a bench could not be done or that
something acknowledged was missing; a missed target is printed and is no failure.
`;
