CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;

-- What is listed --------------------------------------------------------------------------------------------------

CREATE TABLE collection_products (
  collection_id  bigint   NOT NULL REFERENCES collections (id) ON DELETE CASCADE,
  product_id     bigint   NOT NULL REFERENCES products (id) ON DELETE CASCADE,
  position       integer  NOT NULL,
  PRIMARY KEY (collection_id, product_id)
);
CREATE INDEX collection_products_product_id ON collection_products (product_id);

-- One row for each product, with all that a list shows, sorts and filters by. Nothing writes it but refresh_catalogue
-- (and count-sales, its column `sold`): see docs/decisions/015.
CREATE TABLE catalogue_products (
  product_id    bigint       PRIMARY KEY,
  visible       boolean      NOT NULL DEFAULT false,
  published_at  timestamptz,
  -- Without accents and in lower case, so that bytes sort as people do.
  title_key     text         COLLATE "C",
  -- Of the cheapest variant.
  price         numeric(19,4),
  -- Pieces sold lately.
  sold          bigint       NOT NULL DEFAULT 0,
  -- What it can be filtered by: type:, tag:, species:, available:, collection: with the value behind.
  facets        text[]       NOT NULL DEFAULT '{}',
  -- What a list shows of it.
  card          jsonb        NOT NULL DEFAULT '{}'
) WITH (fillfactor = 80);
CREATE INDEX catalogue_products_newest ON catalogue_products (published_at DESC, product_id DESC) WHERE visible;
CREATE INDEX catalogue_products_price ON catalogue_products (price, product_id) WHERE visible;
CREATE INDEX catalogue_products_title ON catalogue_products (title_key, product_id) WHERE visible;
CREATE INDEX catalogue_products_best_selling ON catalogue_products (sold DESC, product_id DESC) WHERE visible;
-- No pending list: reading would have to go through it.
CREATE INDEX catalogue_products_facets ON catalogue_products USING gin (facets) WITH (fastupdate = off) WHERE visible;
-- Published, but not yet.
CREATE INDEX catalogue_products_due ON catalogue_products (published_at) WHERE NOT visible AND published_at IS NOT NULL;

-- How many visible products have a facet: of all (scope ''), and of those that have another one, which is the scope.
-- The number is this and the sum of the changes. Changes are only added, so that two deliveries never wait for each
-- other's count; from time to time one of them folds what is committed into the totals.
CREATE TABLE catalogue_counts (
  scope     text    COLLATE "C" NOT NULL,
  facet     text    COLLATE "C" NOT NULL,
  kind      text    COLLATE "C" NOT NULL GENERATED ALWAYS AS (split_part(facet, ':', 1)) STORED,
  products  bigint  NOT NULL,
  PRIMARY KEY (scope, facet)
);
CREATE INDEX catalogue_counts_most ON catalogue_counts (scope, kind, products DESC, facet);
CREATE INDEX catalogue_counts_gone ON catalogue_counts (products) WHERE products <= 0;
CREATE TABLE catalogue_count_changes (
  id      bigint  GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  scope   text    COLLATE "C" NOT NULL,
  facet   text    COLLATE "C" NOT NULL,
  change  bigint  NOT NULL
);

-- What is searched ------------------------------------------------------------------------------------------------

-- Only visible products. `head` has title (A), tags (B) and type (C); `full` the description (D) as well. Not the
-- vendor: where the shop makes what it sells, all have the same.
CREATE TABLE catalogue_search (
  product_id  bigint    PRIMARY KEY,
  title       text      NOT NULL,
  -- The title as a search reads it.
  phrase      text      NOT NULL,
  -- The description without markup.
  body        text      NOT NULL,
  head        tsvector  NOT NULL,
  "full"      tsvector  NOT NULL,
  -- As in the listing. No index has it, so that counting sales does not write those of the words.
  sold        bigint    NOT NULL,
  -- Of the two thousand that sell best: of what too many have, these are searched.
  popular     boolean   NOT NULL DEFAULT false,
  -- Of the words it was made from: most changes of a product are not about them.
  digest      bytea     NOT NULL
) WITH (fillfactor = 90);
CREATE INDEX catalogue_search_head ON catalogue_search USING gin (head) WITH (fastupdate = off);
CREATE INDEX catalogue_search_full ON catalogue_search USING gin ("full") WITH (fastupdate = off);
CREATE INDEX catalogue_search_popular_head ON catalogue_search USING gin (head) WITH (fastupdate = off) WHERE popular;
CREATE INDEX catalogue_search_popular_full ON catalogue_search USING gin ("full") WITH (fastupdate = off) WHERE popular;
CREATE INDEX catalogue_search_popular ON catalogue_search (product_id) WHERE popular;

-- Every word that a title, tag, type or synonym ever had: what a misspelt word may have been meant to be.
CREATE TABLE search_words (
  word  text  COLLATE "C" PRIMARY KEY
);
CREATE INDEX search_words_trigrams ON search_words USING gin (word gin_trgm_ops) WITH (fastupdate = off);

-- Words that mean the same here. Administrators edit them.
CREATE TABLE search_synonyms (
  word        text         COLLATE "C" PRIMARY KEY CHECK (char_length(word) BETWEEN 1 AND 40),
  synonyms    text[]       NOT NULL CHECK (cardinality(synonyms) BETWEEN 1 AND 20),
  -- How a search may write any of them.
  lexemes     text[]       NOT NULL DEFAULT '{}',
  version     integer      NOT NULL DEFAULT 1,
  updated_at  timestamptz  NOT NULL DEFAULT now()
);
CREATE INDEX search_synonyms_lexemes ON search_synonyms USING gin (lexemes);

-- Words: no accents, no capitals, nothing but letters and digits, whichever way the text was encoded.
CREATE FUNCTION search_text(text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT regexp_replace(lower(unaccent(normalize(coalesce($1, ''), NFKC))), '[[:punct:]„”“’‘«»–—…®™©°·•]+', ' ', 'g')
$$;

-- As it stands, and without the endings that the three languages have. One name for a word, whichever language it is
-- in: the shop writes in all of them, and so do its customers.
CREATE FUNCTION search_vector(said text) RETURNS tsvector LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
  words text := search_text(said);
BEGIN
  RETURN to_tsvector('simple', words) || to_tsvector('english', words) || to_tsvector('romanian', words)
      || to_tsvector('hungarian', words);
END
$$;

CREATE FUNCTION search_lexemes(text) RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT tsvector_to_array(search_vector($1))
$$;

CREATE FUNCTION note_synonym_lexemes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- A stem of two letters is the stem of too much.
  NEW.lexemes := ARRAY(
    SELECT lexeme FROM unnest(search_lexemes(NEW.word || ' ' || array_to_string(NEW.synonyms, ' '))) AS lexeme
    WHERE char_length(lexeme) > 2
       OR lexeme = ANY (string_to_array(search_text(NEW.word || ' ' || array_to_string(NEW.synonyms, ' ')), ' ')));
  INSERT INTO search_words (word)
  SELECT DISTINCT left(word, 60) FROM regexp_split_to_table(
    search_text(NEW.word || ' ' || array_to_string(NEW.synonyms, ' ')), '\s+') AS word
  WHERE char_length(word) > 2 ORDER BY 1 ON CONFLICT DO NOTHING;
  RETURN NEW;
END
$$;
CREATE TRIGGER search_synonyms_lexemes BEFORE INSERT OR UPDATE ON search_synonyms
  FOR EACH ROW EXECUTE FUNCTION note_synonym_lexemes();

INSERT INTO search_synonyms (word, synonyms) VALUES
  ('harness', '{ham,hamsa,hám,kutyahám}'),
  ('leash', '{lead,lesa,lesă,póráz,poraz}'),
  ('collar', '{zgarda,zgardă,nyakörv}'),
  ('bowl', '{castron,bol,tál,etetőtál}'),
  ('vest', '{vesta,vestă,mellény}'),
  ('coat', '{jacket,haina,haină,kabát}'),
  ('dog', '{caine,câine,kutya,eb}'),
  ('cat', '{pisica,pisică,macska,cica}'),
  ('puppy', '{catel,cățel,kölyök,kölyökkutya}'),
  ('rabbit', '{iepure,nyúl}'),
  ('ferret', '{dihor,vadászgörény}'),
  ('bed', '{culcus,culcuș,fekhely}'),
  ('toy', '{jucarie,jucărie,játék}'),
  ('leather', '{piele,bőr}'),
  ('travel', '{calatorie,călătorie,utazás,utazó}');

-- How it is kept right --------------------------------------------------------------------------------------------

-- As a customer reads it: cents always, what is finer only where there is some.
CREATE FUNCTION money_text(numeric) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN $1 = round($1, 2) THEN round($1, 2)::text ELSE trim_scale($1)::text END
$$;

-- HTML as the text it shows, as far as a search needs it.
CREATE FUNCTION plain_text(html text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT left(btrim(regexp_replace(
    replace(replace(replace(replace(replace(replace(
      regexp_replace(
        regexp_replace(left(coalesce(html, ''), 50000), '<(script|style)\M[^>]*>.*?</\1\s*>|<!--.*?-->', ' ', 'gi'),
        '<[^>]*>', ' ', 'g'),
      '&nbsp;', ' '), '&lt;', '<'), '&gt;', '>'), '&quot;', '"'), '&#39;', ''''), '&amp;', '&'),
    '\s+', ' ', 'g')), 4000)
$$;

-- Whether a variant can be bought, and how many there are: null where stock is not tracked or not known.
CREATE FUNCTION variant_stock(item_id bigint, policy text, OUT available boolean, OUT quantity bigint)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT coalesce(lower(policy) = 'continue', false) OR coalesce(bool_or(level.available IS NULL), false)
           OR coalesce(sum(level.available), 0) > 0,
         CASE WHEN bool_or(level.available IS NULL) THEN NULL ELSE sum(level.available) END
  FROM inventory_levels AS level WHERE level.inventory_item_id = item_id
$$;

-- What the listing of these products should be, from what is mirrored. Of those that are gone nothing.
CREATE FUNCTION catalogue_rows(ids bigint[]) RETURNS TABLE (
  product_id bigint, visible boolean, published_at timestamptz, title_key text, price numeric, facets text[], card jsonb
) LANGUAGE sql STABLE AS $$
  WITH variants AS (
    SELECT variant.product_id, variant.price, variant.compare_at_price, stock.available,
           row_number() OVER (PARTITION BY variant.product_id ORDER BY variant.position, variant.id) AS number,
           jsonb_build_object('id', variant.id::text, 'title', variant.title, 'price', money_text(variant.price),
             'compareAtPrice', money_text(variant.compare_at_price), 'available', stock.available) AS shown
    FROM product_variants AS variant, variant_stock(variant.inventory_item_id, variant.inventory_policy) AS stock
    WHERE variant.product_id = ANY (ids)
  ), offers AS (
    SELECT variants.product_id, min(variants.price) AS price, max(variants.price) AS price_max,
           (array_agg(compare_at_price ORDER BY variants.price, number))[1] AS compare_at_price,
           bool_or(available) AS available, count(*) AS variant_count,
           jsonb_agg(shown ORDER BY number) FILTER (WHERE number <= 10) AS shown
    FROM variants GROUP BY variants.product_id
  )
  SELECT product.id,
         (product.status = 'active' AND product.published_at <= now() AND offers.product_id IS NOT NULL) IS TRUE,
         CASE WHEN product.status = 'active' AND offers.product_id IS NOT NULL THEN product.published_at END,
         left(btrim(lower(unaccent(normalize(product.title, NFKC)))), 100),
         offers.price,
         ARRAY(SELECT DISTINCT facet FROM (
           SELECT 'available:' || offers.available
           UNION ALL SELECT 'type:' || left(product.product_type, 255) WHERE product.product_type <> ''
           UNION ALL SELECT 'tag:' || left(tag, 255) FROM unnest(product.tags[1:50]) AS tag WHERE tag <> ''
           UNION ALL SELECT 'species:' || animal FROM unnest(species.animals) AS animal
           UNION ALL SELECT 'collection:' || collection_id FROM collection_products AS membership
                     WHERE membership.product_id = product.id
         ) AS every (facet) WHERE facet IS NOT NULL ORDER BY facet),
         jsonb_build_object(
           'handle', product.handle, 'title', product.title, 'vendor', product.vendor,
           'productType', product.product_type, 'tags', to_jsonb(product.tags[1:20]),
           'species', to_jsonb(species.animals), 'price', money_text(offers.price),
           'priceMax', money_text(offers.price_max), 'compareAtPrice', money_text(offers.compare_at_price),
           'available', offers.available, 'image', image.shown, 'variantCount', offers.variant_count,
           'variants', offers.shown, 'publishedAt', to_char(product.published_at AT TIME ZONE 'UTC',
                                                           'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
  FROM products AS product
  LEFT JOIN offers ON offers.product_id = product.id
  LEFT JOIN LATERAL (
    SELECT jsonb_build_object('src', src, 'alt', alt, 'widthPx', width_px, 'heightPx', height_px) AS shown
    FROM product_images AS picture WHERE picture.product_id = product.id ORDER BY position, id LIMIT 1
  ) AS image ON true
  CROSS JOIN LATERAL (
    SELECT ARRAY(SELECT animal FROM unnest('{dog,cat,rabbit,ferret}'::text[]) AS animal
                 WHERE animal IN (SELECT lower(tag) FROM unnest(product.tags) AS tag)) AS animals
  ) AS species
  WHERE product.id = ANY (ids)
$$;

-- Adds up what is committed of the changes. One at a time; whoever finds it being done leaves it.
CREATE FUNCTION fold_catalogue_counts() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF NOT pg_try_advisory_xact_lock(7350116002) THEN RETURN; END IF;
  WITH taken AS (DELETE FROM catalogue_count_changes RETURNING scope, facet, change)
  INSERT INTO catalogue_counts AS counted (scope, facet, products)
  SELECT scope, facet, sum(change) FROM taken GROUP BY scope, facet HAVING sum(change) <> 0
  ON CONFLICT (scope, facet) DO UPDATE SET products = counted.products + excluded.products;
  DELETE FROM catalogue_counts WHERE products <= 0;
END
$$;

CREATE FUNCTION refresh_search(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM catalogue_search WHERE product_id = ANY (ids)
    AND product_id NOT IN (SELECT listed.product_id FROM catalogue_products AS listed
                           WHERE listed.product_id = ANY (ids) AND listed.visible);
  WITH said AS (
    SELECT product.id, left(product.title, 500) AS title, plain_text(product.body_html) AS body,
           left(array_to_string(product.tags, ' '), 4000) AS tags,
           left(coalesce(product.product_type, ''), 255) AS kind, listed.sold
    FROM products AS product JOIN catalogue_products AS listed ON listed.product_id = product.id AND listed.visible
    WHERE product.id = ANY (ids)
  ), digested AS (
    SELECT *, sha256(convert_to(jsonb_build_array(title, body, tags, kind)::text, 'UTF8')) AS digest FROM said
  ), changed AS MATERIALIZED (
    SELECT digested.*, setweight(search_vector(digested.title), 'A') || setweight(search_vector(tags), 'B')
                         || setweight(search_vector(kind), 'C') AS head
    FROM digested LEFT JOIN catalogue_search AS known ON known.product_id = digested.id
    WHERE known.digest IS DISTINCT FROM digested.digest
  ), spelt AS (
    INSERT INTO search_words (word)
    SELECT DISTINCT left(word, 60) AS word
    FROM changed, regexp_split_to_table(search_text(title || ' ' || tags || ' ' || kind), '\s+') AS word
    WHERE char_length(word) > 2 ORDER BY word
    ON CONFLICT DO NOTHING
  )
  INSERT INTO catalogue_search (product_id, title, phrase, body, head, "full", sold, digest)
  SELECT id, title, btrim(regexp_replace(search_text(title), '\s+', ' ', 'g')), body, head, head || setweight(search_vector(body), 'D'), sold, digest
  FROM changed
  ON CONFLICT (product_id) DO UPDATE SET title = excluded.title, phrase = excluded.phrase, body = excluded.body, head = excluded.head,
    "full" = excluded."full", digest = excluded.digest;
END
$$;

-- Tells the search what was sold, after `sold` of the listing was counted.
CREATE FUNCTION rank_search() RETURNS void LANGUAGE sql AS $$
  WITH best AS (
    SELECT product_id FROM catalogue_products WHERE visible ORDER BY sold DESC, product_id DESC LIMIT 2000
  ), changed AS (
    SELECT known.product_id, listed.sold, best.product_id IS NOT NULL AS popular
    FROM catalogue_search AS known JOIN catalogue_products AS listed USING (product_id) LEFT JOIN best USING (product_id)
    WHERE (known.sold, known.popular) IS DISTINCT FROM (listed.sold, best.product_id IS NOT NULL)
  ), locked AS MATERIALIZED (
    -- In the order in which refresh_catalogue takes them.
    SELECT product_id FROM catalogue_products WHERE product_id IN (SELECT product_id FROM changed)
    ORDER BY product_id FOR UPDATE
  )
  UPDATE catalogue_search AS known SET sold = changed.sold, popular = changed.popular
  FROM changed JOIN locked USING (product_id) WHERE known.product_id = changed.product_id
$$;

-- Writes the listing of these products anew, from what this transaction and all that are committed have mirrored.
CREATE FUNCTION refresh_catalogue(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  -- Locked in one order, whoever comes: two transactions that change parts of one product would otherwise each write
  -- a listing that lacks what the other has changed. The rows of products that are gone are locked as well.
  INSERT INTO catalogue_products (product_id) SELECT id FROM unnest(ids) AS id ORDER BY id ON CONFLICT DO NOTHING;
  PERFORM FROM catalogue_products WHERE product_id = ANY (ids) ORDER BY product_id FOR UPDATE;

  WITH before AS MATERIALIZED (
    SELECT * FROM catalogue_products AS listed WHERE listed.product_id = ANY (ids)
  ), after AS MATERIALIZED (
    SELECT * FROM catalogue_rows(ids)
  ), written AS (
    UPDATE catalogue_products AS listed
    SET visible = after.visible, published_at = after.published_at, title_key = after.title_key, price = after.price,
        facets = after.facets, card = after.card
    FROM after
    WHERE listed.product_id = after.product_id
      AND (listed.visible, listed.published_at, listed.title_key, listed.price, listed.facets, listed.card)
          IS DISTINCT FROM (after.visible, after.published_at, after.title_key, after.price, after.facets, after.card)
  ), gone AS (
    DELETE FROM catalogue_products AS listed
    WHERE listed.product_id = ANY (ids) AND listed.product_id NOT IN (SELECT after.product_id FROM after)
  ), sides (facets, change) AS (
    SELECT before.facets, -1 FROM before LEFT JOIN after USING (product_id)
    WHERE before.visible AND (before.visible, before.facets) IS DISTINCT FROM (after.visible, after.facets)
    UNION ALL
    SELECT after.facets, 1 FROM after LEFT JOIN before USING (product_id)
    WHERE after.visible AND (before.visible, before.facets) IS DISTINCT FROM (after.visible, after.facets)
  )
  INSERT INTO catalogue_count_changes (scope, facet, change)
  SELECT scope, facet, sum(change)
  FROM sides, unnest(facets || 'total'::text) AS facet, unnest(facets || ''::text) AS scope
  GROUP BY scope, facet HAVING sum(change) <> 0;

  PERFORM refresh_search(ids);
  IF (SELECT count(*) > 1000 FROM (SELECT FROM catalogue_count_changes LIMIT 1001) AS waiting) THEN
    PERFORM fold_catalogue_counts();
  END IF;
END
$$;

-- What a transaction has changed and whose listing it has still to write: a product, one that has variants it had not
-- (offer), or a stock keeping unit (stock). Never seen by another: the rows are gone before the commit.
CREATE UNLOGGED TABLE catalogue_stale (
  transaction  xid8    NOT NULL,
  kind         text    NOT NULL CHECK (kind IN ('product', 'offer', 'stock')),
  id           bigint  NOT NULL,
  PRIMARY KEY (transaction, kind, id)
);

-- Once for each transaction, when all its changes are made: the first of its rows takes the others along.
CREATE FUNCTION refresh_stale_products() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  stale catalogue_stale[];
  ids bigint[];
BEGIN
  WITH taken AS (DELETE FROM catalogue_stale AS known WHERE transaction = pg_current_xact_id() RETURNING known)
  SELECT array_agg(known) INTO stale FROM taken;
  IF stale IS NULL THEN RETURN NULL; END IF;
  -- A variant and its stock come in two deliveries, at the same time perhaps, and neither transaction sees the other's
  -- row: the one that is second has to see what the first has written.
  IF EXISTS (SELECT FROM unnest(stale) WHERE kind = 'offer') THEN
    PERFORM pg_advisory_xact_lock(7350116003);
  ELSIF EXISTS (SELECT FROM unnest(stale) WHERE kind = 'stock') THEN
    PERFORM pg_advisory_xact_lock_shared(7350116003);
  END IF;
  SELECT array_agg(DISTINCT id ORDER BY id) INTO ids FROM (
    SELECT one.id FROM unnest(stale) AS one WHERE kind <> 'stock'
    UNION ALL
    SELECT variant.product_id FROM unnest(stale) AS one JOIN product_variants AS variant ON inventory_item_id = one.id
    WHERE kind = 'stock'
  ) AS every;
  IF ids IS NOT NULL THEN PERFORM refresh_catalogue(ids); END IF;
  RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER catalogue_stale_refresh AFTER INSERT ON catalogue_stale
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refresh_stale_products();

CREATE FUNCTION mark_stale(of_kind text, VARIADIC ids bigint[]) RETURNS void LANGUAGE sql AS $$
  INSERT INTO catalogue_stale (transaction, kind, id)
  SELECT pg_current_xact_id(), of_kind, id FROM unnest(ids) AS id WHERE id IS NOT NULL ON CONFLICT DO NOTHING
$$;

CREATE FUNCTION mark_product() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF;
  PERFORM mark_stale('product', OLD.id, NEW.id);
  RETURN NULL;
END
$$;
CREATE FUNCTION mark_variant() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF;
  PERFORM mark_stale('product', OLD.product_id, NEW.product_id);
  IF OLD.inventory_item_id IS DISTINCT FROM NEW.inventory_item_id THEN
    PERFORM mark_stale('offer', NEW.product_id);
  END IF;
  RETURN NULL;
END
$$;
CREATE FUNCTION mark_part() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF;
  PERFORM mark_stale('product', OLD.product_id, NEW.product_id);
  RETURN NULL;
END
$$;
CREATE FUNCTION mark_stock() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.available IS NOT DISTINCT FROM NEW.available THEN RETURN NULL; END IF;
  PERFORM mark_stale('stock', OLD.inventory_item_id, NEW.inventory_item_id);
  RETURN NULL;
END
$$;
CREATE TRIGGER products_listing AFTER INSERT OR UPDATE OR DELETE ON products
  FOR EACH ROW EXECUTE FUNCTION mark_product();
CREATE TRIGGER product_variants_listing AFTER INSERT OR UPDATE OR DELETE ON product_variants
  FOR EACH ROW EXECUTE FUNCTION mark_variant();
CREATE TRIGGER product_images_listing AFTER INSERT OR UPDATE OR DELETE ON product_images
  FOR EACH ROW EXECUTE FUNCTION mark_part();
CREATE TRIGGER collection_products_listing AFTER INSERT OR UPDATE OR DELETE ON collection_products
  FOR EACH ROW EXECUTE FUNCTION mark_part();
CREATE TRIGGER inventory_levels_listing AFTER INSERT OR UPDATE OR DELETE ON inventory_levels
  FOR EACH ROW EXECUTE FUNCTION mark_stock();

CREATE INDEX collections_title ON collections ((left(title, 80) COLLATE "C"), id);

CREATE FUNCTION empty_catalogue() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  TRUNCATE catalogue_products, catalogue_search, catalogue_counts, catalogue_count_changes;
  RETURN NULL;
END
$$;
CREATE TRIGGER products_emptied AFTER TRUNCATE ON products FOR EACH STATEMENT EXECUTE FUNCTION empty_catalogue();

-- What is mirrored already.
SELECT refresh_catalogue(array_agg(id)) FROM products HAVING count(*) > 0;

-- What is made of these is kept under the version of the catalogue too. The listing counts by itself: what sells best,
-- and what is published by now, change without the rows that it is made of.
SELECT track_catalogue_table('collection_products');
SELECT track_catalogue_table('search_synonyms');
SELECT track_catalogue_table('catalogue_products');
