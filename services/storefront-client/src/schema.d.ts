/** Generated from openapi.json by npm run openapi. */

export interface paths {
    "/webhooks/shopify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Receive a Shopify webhook
         * @description The body is taken as bytes, its signature checked, and the delivery committed to the inbox before the answer. A copy is answered 200 as well and has no second effect. Anything but 2xx makes Shopify try again.
         */
        post: operations["receiveShopifyWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/guest-sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin as a visitor
         * @description Gives tokens with which a visitor keeps pets and designs before signing in. An Idempotency-Key must be random: sent again from the same address, it gets the same tokens.
         */
        post: operations["createGuestSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/guest-sessions/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Go on as the same visitor
         * @description Gives the next pair of tokens for a refresh token, once. One that comes a second time was copied: every session of that visitor ends. Send an Idempotency-Key, so that a reply that got lost can be asked for again.
         */
        post: operations["refreshGuestSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shared-designs/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** See a design that somebody shared */
        get: operations["getSharedDesign"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shared-designs/{token}/preview.svg": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Picture of a shared design as SVG
         * @description A drawing of the harness, 800 by 600. With `revision` it may be kept for a year; without it the newest is meant, and `If-None-Match` asks whether it has changed.
         */
        get: operations["getSharedDesignPreviewSvg"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shared-designs/{token}/preview.png": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Picture of a shared design as PNG
         * @description A drawing of the harness, 800 by 600. With `revision` it may be kept for a year; without it the newest is meant, and `If-None-Match` asks whether it has changed.
         */
        get: operations["getSharedDesignPreviewPng"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/products/{handle}/notify-me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask to be told when a product is back
         * @description Sends a mail that asks to confirm the address; once that is done and the product can be bought again, one mail says so and the address is forgotten. The answer is the same for an address that waits already.
         */
        post: operations["requestStockAlert"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stock-alerts/confirmations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm the address of a stock alert
         * @description What the link in the mail leads the storefront to send. Sent again, it answers the same.
         */
        post: operations["confirmStockAlert"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/products": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List products
         * @description What is published, narrowed down by whatever is named, with what it could be narrowed down by further.
         */
        get: operations["listProducts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/products/{handle}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a product */
        get: operations["readProduct"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/collections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List collections */
        get: operations["listCollections"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/collections/{handle}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a collection and list its products
         * @description Takes what the list of products takes, and answers the same with the collection beside it.
         */
        get: operations["readCollection"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Search products
         * @description All words must be found, each as it is written, with another ending, as the beginning of a word, or as what means the same. Titles count more than tags, tags more than types, types more than descriptions.
         */
        get: operations["searchProducts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/search/suggest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Suggest products while somebody types
         * @description At most ten, by titles, tags and types.
         */
        get: operations["suggestProducts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/pets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List your pets */
        get: operations["listPets"];
        put?: never;
        /**
         * Add a pet
         * @description Only name and species are needed; a size is recommended once neck, chest and back are measured.
         */
        post: operations["createPet"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/pets/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a pet */
        get: operations["readPet"];
        put?: never;
        post?: never;
        /**
         * Delete a pet
         * @description If-Match names the version that is deleted. Designs made for the pet stay.
         */
        delete: operations["deletePet"];
        options?: never;
        head?: never;
        /**
         * Change a pet
         * @description If-Match names the version that is changed. Null clears a field; what is not named stays.
         */
        patch: operations["updatePet"];
        trace?: never;
    };
    "/api/v1/pets/{id}/size-recommendation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Recommend a size of a product for a pet
         * @description From the product's size chart. Between two sizes the larger is recommended; beyond all of them, or with measures that no one size suits, a harness made to measure.
         */
        get: operations["recommendSize"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/designs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List your designs */
        get: operations["listDesigns"];
        put?: never;
        /** Save a new design */
        post: operations["createDesign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/designs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get one of your designs */
        get: operations["getDesign"];
        put?: never;
        post?: never;
        /**
         * Put a design into the bin
         * @description It can be restored for 30 days. Its links stop working until then. Send If-Match.
         */
        delete: operations["deleteDesign"];
        options?: never;
        head?: never;
        /**
         * Change a design
         * @description Makes a new revision, unless nothing is different. Send If-Match with the ETag that you changed.
         */
        patch: operations["updateDesign"];
        trace?: never;
    };
    "/api/v1/designs/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a design out of the bin
         * @description Within 30 days. It has the revision that it was deleted at, and its links work again.
         */
        post: operations["restoreDesign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/designs/{id}/duplicate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Copy a design
         * @description The copy begins with revision 1 and has no links.
         */
        post: operations["duplicateDesign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/designs/{id}/revisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the revisions of a design, newest first */
        get: operations["listDesignRevisions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/designs/{id}/revisions/{revision}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get one revision of a design */
        get: operations["getDesignRevision"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/designs/{id}/revisions/{revision}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Bring an older revision back
         * @description Makes a new revision with the content of the older one, unless the design is like that already. If-Match may be sent, and is then respected.
         */
        post: operations["restoreDesignRevision"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/designs/{id}/shares": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the links of a design, newest first
         * @description With those that are over or revoked, and without tokens.
         */
        get: operations["listDesignShares"];
        put?: never;
        /**
         * Make a link that shows a design to anybody
         * @description The token is in this reply and nowhere else.
         */
        post: operations["createDesignShare"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/designs/{id}/shares/{shareId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke a link
         * @description It stops working at once, but for copies that caches keep for a minute.
         */
        delete: operations["revokeDesignShare"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/designs/{id}/preview.svg": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Picture of a design as SVG
         * @description A drawing of the harness, 800 by 600. With `revision` it may be kept for a year; without it the newest is meant, and `If-None-Match` asks whether it has changed.
         */
        get: operations["getDesignPreviewSvg"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/designs/{id}/preview.png": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Picture of a design as PNG
         * @description A drawing of the harness, 800 by 600. With `revision` it may be kept for a year; without it the newest is meant, and `If-None-Match` asks whether it has changed.
         */
        get: operations["getDesignPreviewPng"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/designs/{id}/price": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What one of your designs costs
         * @description Of its newest revision, as the shop asks for it now. Nothing is reserved.
         */
        get: operations["getDesignPrice"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/designs/{id}/checkout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Go to the checkout with a design
         * @description Freezes the newest revision at its price and answers where to pay. Asked again for the same revision and quantity, it answers the checkout that is open already, with status 200; after a day, or when the price has changed, a new one. With the code `out_of_stock` (409) there are not enough of the base product, and it is not sold without. While Shopify is away: 503, and the next attempt goes on where this one stopped.
         */
        post: operations["createDesignCheckout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/checkouts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of your checkouts */
        get: operations["getCheckout"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/claims": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take over what was designed before signing in
         * @description Moves the pets and designs of a visitor to the user, once; sent again, it moves nothing more.
         */
        post: operations["claimGuestSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read your profile */
        get: operations["getMe"];
        put?: never;
        post?: never;
        /**
         * Delete your account
         * @description Erases your profile, pets, designs and shares at once and for good, and then your account at Clerk. Orders stay with the shop, which keeps them for its books.
         */
        delete: operations["deleteMe"];
        options?: never;
        head?: never;
        /**
         * Change your profile
         * @description Send If-Match with the ETag of the profile that you change. What is left out stays. E-mail address and phone number are changed at Clerk.
         */
        patch: operations["updateMe"];
        trace?: never;
    };
    "/api/v1/me/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Take a copy of everything held of you
         * @description Profile, pets, designs with every revision and share, purchases with your verified e-mail address, and what the audit log says of you. Each copy that is taken is noted there.
         */
        get: operations["exportMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for a copy of everything held of you
         * @description The copy is made in the background; a mail with a link to the storefront says when it can be fetched. Whoever waits for one already is given that one.
         */
        post: operations["requestAccountExport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/exports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Fetch a copy that you asked for
         * @description For a week from when it is ready.
         */
        get: operations["getAccountExport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List your orders
         * @description An order is yours when Shopify and Clerk agree on your verified e-mail address, or when it paid for a checkout of yours and is nobody else’s.
         */
        get: operations["listOrders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get one of your orders
         * @description An order is yours when Shopify and Clerk agree on your verified e-mail address, or when it paid for a checkout of yours and is nobody else’s.
         */
        get: operations["getOrder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/lines/{lineId}/preview.svg": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Picture of what was ordered, as SVG */
        get: operations["getOrderLinePreviewSvg"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/search-synonyms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the synonyms of the search */
        get: operations["listSearchSynonyms"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/search-synonyms/{word}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Say what else a word is called
         * @description Makes the entry or replaces it. With If-Match only the version it names is replaced.
         */
        put: operations["putSearchSynonyms"];
        post?: never;
        /** Forget what else a word is called */
        delete: operations["deleteSearchSynonyms"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the deliveries of the webhook inbox
         * @description Newest first, settled ones included. Shows nothing of what they hold.
         */
        get: operations["listDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/deliveries/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Look at a delivery */
        get: operations["readDelivery"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/deliveries/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a delivery round again
         * @description It is pending with all its attempts, and is processed within about a second.
         */
        post: operations["replayDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/deliveries/replays": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a range of deliveries round again
         * @description The oldest `limit` that match. Try it with `dryRun` first.
         */
        post: operations["replayDeliveries"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/audit-log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the audit log
         * @description Newest first. By actor or by subject, where one is given.
         */
        get: operations["listAuditEntries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/operations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See how everything fares
         * @description The inbox by status, the queues, the replica and the last backup.
         */
        get: operations["readOperations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/operator-sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in to the operations page
         * @description Gives a cookie that is good for what lies below /ops: half an hour without use, eight hours at most, and not longer than five minutes after the role was taken away (half an hour while Clerk cannot be asked).
         */
        post: operations["openOperatorSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/mirror": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See how far the mirror of the shop is
         * @description By kind of resource: until when it is complete, how the last runs ended, and the first import.
         */
        get: operations["readMirror"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/unverified-lines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List ordered lines whose design could not be verified
         * @description What a line of an order says of a design comes out of a cart, and anybody can write there. These lines do not agree with a checkout of ours, so no ticket was opened for them. Those of the newest order come first.
         */
        get: operations["listUnverifiedLines"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the tickets of the workshop */
        get: operations["listTickets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/tickets/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a ticket with everything the workshop needs */
        get: operations["getTicket"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/tickets/{id}/moves": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Move a ticket to another stage
         * @description To one of its `next` stages. Send If-Match with the ETag of the ticket.
         */
        post: operations["moveTicket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/tickets/{id}/print-sheet.pdf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The sheet that goes with the work, as PDF */
        get: operations["getTicketPrintSheet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/clerk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Receive a Clerk webhook
         * @description The body is taken as bytes, its signature and the time of sending checked, and the delivery committed to the inbox before the answer. A copy is answered 200 as well and has no second effect. Anything but 2xx makes Svix try again.
         */
        post: operations["receiveClerkWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The process runs
         * @description Asks nobody else: it stays 200 while PostgreSQL or Redis are away.
         */
        get: operations["checkAlive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The process can serve
         * @description 503 while PostgreSQL is away or the process is stopping; `detail` names the cause.
         */
        get: operations["checkReady"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz/detailed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Status and milliseconds of every part
         * @description healthy and degraded answer 200; unhealthy, which is PostgreSQL away, answers 503.
         */
        get: operations["checkParts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Metrics in the Prometheus text format
         * @description In staging and production `Authorization: Bearer METRICS_TOKEN` is asked for.
         */
        get: operations["readMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * @example {
         *       "synonyms": [
         *         "lead",
         *         "lesă",
         *         "póráz"
         *       ]
         *     }
         */
        NewSynonymsInput: {
            synonyms: string[];
        };
        /**
         * @example {
         *       "status": "dead",
         *       "topic": "orders/create",
         *       "since": "2026-01-05T00:00:00Z",
         *       "limit": 200,
         *       "dryRun": true
         *     }
         */
        NewReplayInput: {
            /** @enum {string} */
            status: "dead" | "parked" | "done";
            /** @description Like orders/create. */
            topic?: string;
            /**
             * Format: date-time
             * @description Received from here on.
             */
            since: string;
            /**
             * Format: date-time
             * @description Received before.
             */
            until?: string;
            /**
             * @description The oldest so many.
             * @default 200
             */
            limit: number;
            /**
             * @description Says what would be replayed, and changes nothing.
             * @default false
             */
            dryRun: boolean;
        };
        /** @description One harness, as its customer designed it. */
        DesignConfigurationInput: {
            fit: {
                /** @constant */
                kind: "size";
                /** @enum {string} */
                size: "XS" | "S" | "M" | "L" | "XL";
            } | {
                /** @constant */
                kind: "custom";
                neckMm: number;
                chestMm: number;
                backMm: number;
            };
            strap: {
                /** @enum {string} */
                color: "black" | "charcoal" | "navy" | "sky" | "teal" | "forest" | "lime" | "mustard" | "orange" | "red" | "burgundy" | "pink" | "purple" | "brown" | "sand" | "white";
                /** @enum {string} */
                pattern: "plain" | "stripes" | "dots" | "chevron" | "tartan";
                /** @enum {string} */
                patternColor: "black" | "charcoal" | "navy" | "sky" | "teal" | "forest" | "lime" | "mustard" | "orange" | "red" | "burgundy" | "pink" | "purple" | "brown" | "sand" | "white";
            };
            /** @enum {string} */
            hardware: "steel" | "brass" | "black" | "rose-gold";
            embroidery: {
                text: string;
                /** @enum {string} */
                font: "sans" | "serif" | "script" | "block";
                /** @enum {string} */
                color: "black" | "charcoal" | "navy" | "sky" | "teal" | "forest" | "lime" | "mustard" | "orange" | "red" | "burgundy" | "pink" | "purple" | "brown" | "sand" | "white";
            } | null;
            accessories: ("handle" | "led-light" | "id-tag" | "reflective-trim" | "bow-tie")[];
        };
        /**
         * @description A pet, as far as it is known and measured.
         * @example {
         *       "name": "Luna",
         *       "species": "dog",
         *       "breed": "Vizsla",
         *       "sex": "female",
         *       "birthDate": "2024-05-17",
         *       "weightGrams": 22400,
         *       "neckMm": 385,
         *       "chestMm": 640,
         *       "backMm": 440,
         *       "notes": "Does not like anything over her head."
         *     }
         */
        NewPetInput: {
            /** @description What the pet is called. */
            name: string;
            /** @enum {string} */
            species: "dog" | "cat" | "rabbit" | "ferret" | "other";
            breed?: string | null;
            sex?: ("female" | "male") | null;
            birthDate?: string | null;
            weightGrams?: number | null;
            neckMm?: number | null;
            chestMm?: number | null;
            backMm?: number | null;
            notes?: string | null;
        };
        /**
         * @description What is to change. Null clears a field.
         * @example {
         *       "weightGrams": 23100,
         *       "chestMm": 652,
         *       "notes": null
         *     }
         */
        PetChangesInput: {
            /** @description What the pet is called. */
            name?: string;
            /** @enum {string} */
            species?: "dog" | "cat" | "rabbit" | "ferret" | "other";
            breed?: string | null;
            sex?: ("female" | "male") | null;
            birthDate?: string | null;
            weightGrams?: number | null;
            neckMm?: number | null;
            chestMm?: number | null;
            backMm?: number | null;
            notes?: string | null;
        };
        /** @description Why a request was not answered as asked (RFC 9457). */
        Problem: {
            /** @constant */
            type: "about:blank";
            title: string;
            status: number;
            /** @enum {string} */
            code: "bad_request" | "invalid_input" | "missing_header" | "unauthenticated" | "invalid_signature" | "foreign_shop" | "forbidden" | "not_found" | "method_not_allowed" | "request_timeout" | "idempotency_conflict" | "conflict" | "out_of_stock" | "precondition_failed" | "too_large" | "unsupported_media_type" | "idempotency_mismatch" | "precondition_required" | "rate_limited" | "headers_too_large" | "internal" | "unavailable";
            detail: string;
            requestId: string;
            details?: {
                [key: string]: unknown;
            };
        };
        /**
         * @example {
         *       "id": "912",
         *       "at": "2026-01-05T09:00:00.000Z",
         *       "actor": "user:cc0b4c4b-9f8e-4f0f-9a87-3cf0c2f3dfd1",
         *       "action": "delivery.replay",
         *       "subject": "delivery:48213",
         *       "details": {
         *         "from": "dead",
         *         "attempts": 8
         *       }
         *     }
         */
        AuditEntry: {
            id: string;
            /** Format: date-time */
            at: string;
            actor: string;
            action: string;
            subject: string;
            details: {
                [key: string]: unknown;
            };
        };
        /**
         * @example {
         *       "items": [
         *         {
         *           "id": "912",
         *           "at": "2026-01-05T09:00:00.000Z",
         *           "actor": "user:cc0b4c4b-9f8e-4f0f-9a87-3cf0c2f3dfd1",
         *           "action": "delivery.replay",
         *           "subject": "delivery:48213",
         *           "details": {
         *             "from": "dead",
         *             "attempts": 8
         *           }
         *         }
         *       ],
         *       "nextCursor": null
         *     }
         */
        AuditEntryList: {
            items: components["schemas"]["AuditEntry"][];
            nextCursor: string | null;
        };
        ProductCard: {
            id: string;
            handle: string;
            title: string;
            vendor: string | null;
            productType: string | null;
            /** @description The first twenty. */
            tags: string[];
            species: ("dog" | "cat" | "rabbit" | "ferret")[];
            /** @description ISO 4217, of every price in this. */
            currency: string;
            /** @description Of the cheapest variant. */
            price: string;
            /** @description Of the dearest variant. */
            priceMax: string;
            /** @description Of the cheapest variant. */
            compareAtPrice: string | null;
            /** @description Whether any variant can be bought now. */
            available: boolean;
            image: {
                src: string;
                alt: string | null;
                widthPx: number | null;
                heightPx: number | null;
            } | null;
            variantCount: number;
            /** @description The first ten. */
            variants: {
                id: string;
                title: string;
                /** @description A decimal with at least two places; never a float. */
                price: string;
                /** @description What it cost before, where it is reduced. */
                compareAtPrice: string | null;
                available: boolean;
            }[];
            /** Format: date-time */
            publishedAt: string;
        };
        /** @description What the matching products could be narrowed down by, most first. */
        ProductFacets: {
            /** @description Products that match. */
            total: number;
            /** @description False: more match than are counted, and the numbers are of the first 2,000. */
            exact: boolean;
            types: {
                value: string;
                products: number;
            }[];
            tags: {
                value: string;
                products: number;
            }[];
            species: {
                value: string;
                products: number;
            }[];
            /** @description `true` and `false`. */
            availability: {
                value: string;
                products: number;
            }[];
            /** @description Bounds of the cheapest variants; null for none. */
            price: {
                /** @description A decimal with at least two places; never a float. */
                min: string;
                /** @description A decimal with at least two places; never a float. */
                max: string;
            } | null;
        };
        /**
         * @example {
         *       "items": [
         *         {
         *           "id": "1003",
         *           "handle": "custom-cat-harness",
         *           "title": "Custom Cat Harness",
         *           "vendor": "Pet Shop",
         *           "productType": "Harness",
         *           "tags": [
         *             "custom",
         *             "cat",
         *             "everyday"
         *           ],
         *           "species": [
         *             "cat"
         *           ],
         *           "currency": "EUR",
         *           "price": "46.00",
         *           "priceMax": "46.00",
         *           "compareAtPrice": null,
         *           "available": true,
         *           "image": null,
         *           "variantCount": 1,
         *           "variants": [
         *             {
         *               "id": "100301",
         *               "title": "XS",
         *               "price": "46.00",
         *               "compareAtPrice": null,
         *               "available": true
         *             }
         *           ],
         *           "publishedAt": "2026-01-05T09:00:00.000Z"
         *         }
         *       ],
         *       "nextCursor": null,
         *       "facets": {
         *         "total": 1,
         *         "exact": true,
         *         "types": [
         *           {
         *             "value": "Harness",
         *             "products": 1
         *           }
         *         ],
         *         "tags": [
         *           {
         *             "value": "cat",
         *             "products": 1
         *           }
         *         ],
         *         "species": [
         *           {
         *             "value": "cat",
         *             "products": 1
         *           }
         *         ],
         *         "availability": [
         *           {
         *             "value": "true",
         *             "products": 1
         *           }
         *         ],
         *         "price": {
         *           "min": "46.00",
         *           "max": "46.00"
         *         }
         *       }
         *     }
         */
        ProductList: {
            items: components["schemas"]["ProductCard"][];
            nextCursor: string | null;
            facets: components["schemas"]["ProductFacets"];
        };
        /**
         * @example {
         *       "id": "1003",
         *       "handle": "custom-cat-harness",
         *       "title": "Custom Cat Harness",
         *       "descriptionHtml": "<p>Light as a ribbon and hard to slip out of.</p>",
         *       "vendor": "Pet Shop",
         *       "productType": "Harness",
         *       "tags": [
         *         "custom",
         *         "cat",
         *         "everyday"
         *       ],
         *       "species": [
         *         "cat"
         *       ],
         *       "currency": "EUR",
         *       "price": "46.00",
         *       "priceMax": "46.00",
         *       "available": true,
         *       "options": [
         *         {
         *           "name": "Size",
         *           "values": [
         *             "XS"
         *           ]
         *         }
         *       ],
         *       "variants": [
         *         {
         *           "id": "100301",
         *           "title": "XS",
         *           "sku": "HAR-CAT-XS",
         *           "options": [
         *             "XS"
         *           ],
         *           "price": "46.00",
         *           "compareAtPrice": null,
         *           "available": true,
         *           "quantity": 12,
         *           "imageId": null
         *         }
         *       ],
         *       "images": [],
         *       "sizeChart": [
         *         {
         *           "size": "XS",
         *           "neckMm": [
         *             150,
         *             200
         *           ],
         *           "chestMm": [
         *             220,
         *             300
         *           ],
         *           "backMm": [
         *             150,
         *             230
         *           ]
         *         }
         *       ],
         *       "collections": [
         *         {
         *           "handle": "harnesses",
         *           "title": "Harnesses"
         *         }
         *       ],
         *       "publishedAt": "2026-01-05T09:00:00.000Z",
         *       "updatedAt": "2026-01-05T09:00:00.000Z"
         *     }
         */
        Product: {
            id: string;
            handle: string;
            title: string;
            descriptionHtml: string;
            vendor: string | null;
            productType: string | null;
            tags: string[];
            species: ("dog" | "cat" | "rabbit" | "ferret")[];
            /** @description ISO 4217, of every price in this. */
            currency: string;
            /** @description A decimal with at least two places; never a float. */
            price: string;
            /** @description A decimal with at least two places; never a float. */
            priceMax: string;
            available: boolean;
            options: {
                name: string;
                values: string[];
            }[];
            variants: {
                id: string;
                title: string;
                /** @description A decimal with at least two places; never a float. */
                price: string;
                /** @description What it cost before, where it is reduced. */
                compareAtPrice: string | null;
                available: boolean;
                sku: string | null;
                /** @description In the order of the product's options. */
                options: string[];
                /** @description In stock, over all locations; null where stock is not tracked. */
                quantity: number | null;
                imageId: string | null;
            }[];
            images: {
                src: string;
                alt: string | null;
                widthPx: number | null;
                heightPx: number | null;
                id: string;
            }[];
            /** @description Smallest size first. */
            sizeChart: {
                size: string;
                /** @description The least and the most, in millimetres. */
                neckMm: number[];
                /** @description The least and the most, in millimetres. */
                chestMm: number[];
                /** @description The least and the most, in millimetres. */
                backMm: number[];
            }[] | null;
            collections: {
                handle: string;
                title: string;
            }[];
            /** Format: date-time */
            publishedAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        Collection: {
            id: string;
            handle: string;
            title: string;
            descriptionHtml: string;
            /** @description How many can be seen in it. */
            products: number;
            /** Format: date-time */
            updatedAt: string;
        };
        /**
         * @example {
         *       "items": [
         *         {
         *           "id": "2001",
         *           "handle": "harnesses",
         *           "title": "Harnesses",
         *           "descriptionHtml": "<p>Made to measure.</p>",
         *           "products": 1,
         *           "updatedAt": "2026-01-05T09:00:00.000Z"
         *         }
         *       ],
         *       "nextCursor": null
         *     }
         */
        CollectionList: {
            items: components["schemas"]["Collection"][];
            nextCursor: string | null;
        };
        /**
         * @example {
         *       "items": [
         *         {
         *           "id": "1003",
         *           "handle": "custom-cat-harness",
         *           "title": "Custom Cat Harness",
         *           "vendor": "Pet Shop",
         *           "productType": "Harness",
         *           "tags": [
         *             "custom",
         *             "cat",
         *             "everyday"
         *           ],
         *           "species": [
         *             "cat"
         *           ],
         *           "currency": "EUR",
         *           "price": "46.00",
         *           "priceMax": "46.00",
         *           "compareAtPrice": null,
         *           "available": true,
         *           "image": null,
         *           "variantCount": 1,
         *           "variants": [
         *             {
         *               "id": "100301",
         *               "title": "XS",
         *               "price": "46.00",
         *               "compareAtPrice": null,
         *               "available": true
         *             }
         *           ],
         *           "publishedAt": "2026-01-05T09:00:00.000Z"
         *         }
         *       ],
         *       "nextCursor": null,
         *       "facets": {
         *         "total": 1,
         *         "exact": true,
         *         "types": [
         *           {
         *             "value": "Harness",
         *             "products": 1
         *           }
         *         ],
         *         "tags": [
         *           {
         *             "value": "cat",
         *             "products": 1
         *           }
         *         ],
         *         "species": [
         *           {
         *             "value": "cat",
         *             "products": 1
         *           }
         *         ],
         *         "availability": [
         *           {
         *             "value": "true",
         *             "products": 1
         *           }
         *         ],
         *         "price": {
         *           "min": "46.00",
         *           "max": "46.00"
         *         }
         *       },
         *       "collection": {
         *         "id": "2001",
         *         "handle": "harnesses",
         *         "title": "Harnesses",
         *         "descriptionHtml": "<p>Made to measure.</p>",
         *         "products": 1,
         *         "updatedAt": "2026-01-05T09:00:00.000Z"
         *       }
         *     }
         */
        CollectionPage: {
            items: components["schemas"]["ProductCard"][];
            nextCursor: string | null;
            facets: components["schemas"]["ProductFacets"];
            collection: components["schemas"]["Collection"];
        };
        /**
         * @example {
         *       "items": [
         *         {
         *           "id": "1003",
         *           "handle": "custom-cat-harness",
         *           "title": "Custom Cat Harness",
         *           "vendor": "Pet Shop",
         *           "productType": "Harness",
         *           "tags": [
         *             "custom",
         *             "cat",
         *             "everyday"
         *           ],
         *           "species": [
         *             "cat"
         *           ],
         *           "currency": "EUR",
         *           "price": "46.00",
         *           "priceMax": "46.00",
         *           "compareAtPrice": null,
         *           "available": true,
         *           "image": null,
         *           "variantCount": 1,
         *           "variants": [
         *             {
         *               "id": "100301",
         *               "title": "XS",
         *               "price": "46.00",
         *               "compareAtPrice": null,
         *               "available": true
         *             }
         *           ],
         *           "publishedAt": "2026-01-05T09:00:00.000Z",
         *           "highlightedTitle": "Custom <mark>Cat</mark> <mark>Harness</mark>",
         *           "snippet": "Light as a ribbon and hard to slip out of."
         *         }
         *       ],
         *       "nextCursor": null,
         *       "total": 1,
         *       "exact": true,
         *       "searchedFor": null
         *     }
         */
        SearchReply: {
            items: {
                id: string;
                handle: string;
                title: string;
                vendor: string | null;
                productType: string | null;
                /** @description The first twenty. */
                tags: string[];
                species: ("dog" | "cat" | "rabbit" | "ferret")[];
                /** @description ISO 4217, of every price in this. */
                currency: string;
                /** @description Of the cheapest variant. */
                price: string;
                /** @description Of the dearest variant. */
                priceMax: string;
                /** @description Of the cheapest variant. */
                compareAtPrice: string | null;
                /** @description Whether any variant can be bought now. */
                available: boolean;
                image: {
                    src: string;
                    alt: string | null;
                    widthPx: number | null;
                    heightPx: number | null;
                } | null;
                variantCount: number;
                /** @description The first ten. */
                variants: {
                    id: string;
                    title: string;
                    /** @description A decimal with at least two places; never a float. */
                    price: string;
                    /** @description What it cost before, where it is reduced. */
                    compareAtPrice: string | null;
                    available: boolean;
                }[];
                /** Format: date-time */
                publishedAt: string;
                /** @description HTML: the text escaped, and `<mark>` around what was found. */
                highlightedTitle: string;
                /** @description From the description, around what was found there. HTML as the title. */
                snippet: string;
            }[];
            nextCursor: string | null;
            /** @description Products that were found, up to a thousand. */
            total: number;
            /** @description False: there are more, and those that sell best are shown. */
            exact: boolean;
            /** @description What was searched for instead, where nothing is written as asked. */
            searchedFor: string | null;
        };
        /**
         * @example {
         *       "items": [
         *         {
         *           "id": "1003",
         *           "handle": "custom-cat-harness",
         *           "title": "Custom Cat Harness",
         *           "price": "46.00",
         *           "currency": "EUR",
         *           "available": true,
         *           "image": null,
         *           "highlightedTitle": "Custom Cat <mark>Harness</mark>"
         *         }
         *       ]
         *     }
         */
        SuggestReply: {
            items: {
                id: string;
                handle: string;
                title: string;
                /** @description Of the cheapest variant. */
                price: string;
                /** @description ISO 4217, of every price in this. */
                currency: string;
                /** @description Whether any variant can be bought now. */
                available: boolean;
                image: {
                    src: string;
                    alt: string | null;
                    widthPx: number | null;
                    heightPx: number | null;
                } | null;
                /** @description HTML: the text escaped, and `<mark>` around what was found. */
                highlightedTitle: string;
            }[];
        };
        /**
         * @example {
         *       "word": "leash",
         *       "synonyms": [
         *         "lead",
         *         "lesă",
         *         "póráz"
         *       ],
         *       "version": 2,
         *       "updatedAt": "2026-01-05T09:00:00.000Z"
         *     }
         */
        SearchSynonym: {
            word: string;
            /** @description A search for any of these, or for the word, finds all of them. */
            synonyms: string[];
            /** @description For If-Match, in double quotes. */
            version: number;
            /** Format: date-time */
            updatedAt: string;
        };
        /**
         * @example {
         *       "items": [
         *         {
         *           "word": "leash",
         *           "synonyms": [
         *             "lead"
         *           ],
         *           "version": 1,
         *           "updatedAt": "2026-01-05T09:00:00.000Z"
         *         }
         *       ],
         *       "nextCursor": null
         *     }
         */
        SearchSynonymList: {
            items: components["schemas"]["SearchSynonym"][];
            nextCursor: string | null;
        };
        /**
         * @description What a design costs, exact decimals.
         * @example {
         *       "designId": "0193f0a4-8f0e-7c3a-9d55-2f6f3a1c7b10",
         *       "revision": 3,
         *       "productId": "1001",
         *       "variantId": "2003",
         *       "currency": "EUR",
         *       "quantity": 1,
         *       "lines": [
         *         {
         *           "kind": "harness",
         *           "name": "M",
         *           "amount": "79.00"
         *         },
         *         {
         *           "kind": "pattern",
         *           "name": "stripes",
         *           "amount": "4.00"
         *         },
         *         {
         *           "kind": "hardware",
         *           "name": "brass",
         *           "amount": "6.00"
         *         },
         *         {
         *           "kind": "embroidery",
         *           "name": "script",
         *           "amount": "10.65"
         *         },
         *         {
         *           "kind": "accessory",
         *           "name": "handle",
         *           "amount": "6.90"
         *         }
         *       ],
         *       "unitPrice": "106.55",
         *       "total": "106.55"
         *     }
         */
        DesignPrice: {
            /** Format: uuid */
            designId: string;
            /** @description The revision that was priced. */
            revision: number;
            productId: string;
            /** @description The shop's variant that it is made from. */
            variantId: string;
            /** @description ISO 4217, of every amount. */
            currency: string;
            quantity: number;
            /** @description Of one harness; they add up to `unitPrice`. */
            lines: {
                /** @enum {string} */
                kind: "harness" | "measures" | "pattern" | "hardware" | "embroidery" | "accessory";
                name: string;
                amount: string;
            }[];
            /** @description Of one harness. */
            unitPrice: string;
            /** @description `unitPrice` times `quantity`, before shipping and discounts. */
            total: string;
        };
        /**
         * @description One design, frozen at one revision, that can be paid.
         * @example {
         *       "id": "0193f0b7-6a10-7b52-8c1e-1f0d2c3b4a59",
         *       "status": "open",
         *       "url": "https://happy-tails.myshopify.com/73845/invoices/7b9c1f0d2c3b4a59",
         *       "price": {
         *         "designId": "0193f0a4-8f0e-7c3a-9d55-2f6f3a1c7b10",
         *         "revision": 3,
         *         "productId": "1001",
         *         "variantId": "2003",
         *         "currency": "EUR",
         *         "quantity": 1,
         *         "lines": [
         *           {
         *             "kind": "harness",
         *             "name": "M",
         *             "amount": "79.00"
         *           },
         *           {
         *             "kind": "pattern",
         *             "name": "stripes",
         *             "amount": "4.00"
         *           },
         *           {
         *             "kind": "hardware",
         *             "name": "brass",
         *             "amount": "6.00"
         *           },
         *           {
         *             "kind": "embroidery",
         *             "name": "script",
         *             "amount": "10.65"
         *           },
         *           {
         *             "kind": "accessory",
         *             "name": "handle",
         *             "amount": "6.90"
         *           }
         *         ],
         *         "unitPrice": "106.55",
         *         "total": "106.55"
         *       },
         *       "createdAt": "2026-11-21T09:00:00.000Z"
         *     }
         */
        Checkout: {
            /** Format: uuid */
            id: string;
            /**
             * @description pending: Shopify has not answered yet; open: it can be paid; ordered: somebody has.
             * @enum {string}
             */
            status: "pending" | "open" | "ordered" | "expired" | "failed";
            /** @description Where to pay; null while pending and when it cannot be paid any more. */
            url: string | null;
            price: components["schemas"]["DesignPrice"];
            /** Format: date-time */
            createdAt: string;
        };
        /**
         * @example {
         *       "id": "48213",
         *       "receivedAt": "2026-01-05T09:00:00.000Z",
         *       "status": "dead",
         *       "outcome": null,
         *       "attempts": 8,
         *       "replays": 0,
         *       "topic": "orders/create",
         *       "orderId": "5123456789012",
         *       "customerId": null,
         *       "reason": "orders/create does not fit its schema: /currency is required"
         *     }
         */
        Delivery: {
            id: string;
            /** Format: date-time */
            receivedAt: string;
            /**
             * @description `dead` was given up, `parked` is of a topic that is not handled, `done` is settled.
             * @enum {string}
             */
            status: "pending" | "processing" | "dead" | "parked" | "done";
            /** @description Of what is done. `stale`: newer news was there already. */
            outcome: ("applied" | "stale") | null;
            attempts: number;
            /** @description How often it was sent round again by an operator. */
            replays: number;
            topic: string;
            orderId: string | null;
            customerId: string | null;
            /** @description Why it is dead, parked, or tried again. */
            reason: string | null;
        };
        /**
         * @example {
         *       "items": [
         *         {
         *           "id": "48213",
         *           "receivedAt": "2026-01-05T09:00:00.000Z",
         *           "status": "dead",
         *           "outcome": null,
         *           "attempts": 8,
         *           "replays": 0,
         *           "topic": "orders/create",
         *           "orderId": "5123456789012",
         *           "customerId": null,
         *           "reason": "orders/create does not fit its schema: /currency is required"
         *         }
         *       ],
         *       "nextCursor": null
         *     }
         */
        DeliveryList: {
            items: components["schemas"]["Delivery"][];
            nextCursor: string | null;
        };
        /**
         * @example {
         *       "id": "48213",
         *       "receivedAt": "2026-01-05T09:00:00.000Z",
         *       "status": "dead",
         *       "outcome": null,
         *       "attempts": 8,
         *       "replays": 0,
         *       "topic": "orders/create",
         *       "orderId": "5123456789012",
         *       "customerId": null,
         *       "reason": "orders/create does not fit its schema: /currency is required",
         *       "source": "shopify",
         *       "webhookId": "b54557e4-bdd9-4b37-8a5f-bf7d70bcd043",
         *       "eventId": null,
         *       "shopDomain": "pet-shop.myshopify.com",
         *       "apiVersion": "2026-10",
         *       "triggeredAt": "2026-01-05T08:59:59.000Z",
         *       "settledAt": null,
         *       "nextAttemptAt": null,
         *       "bodyBytes": 2114,
         *       "duplicates": 0,
         *       "audit": []
         *     }
         */
        DeliveryDetails: {
            id: string;
            /** Format: date-time */
            receivedAt: string;
            /**
             * @description `dead` was given up, `parked` is of a topic that is not handled, `done` is settled.
             * @enum {string}
             */
            status: "pending" | "processing" | "dead" | "parked" | "done";
            /** @description Of what is done. `stale`: newer news was there already. */
            outcome: ("applied" | "stale") | null;
            attempts: number;
            /** @description How often it was sent round again by an operator. */
            replays: number;
            topic: string;
            orderId: string | null;
            customerId: string | null;
            /** @description Why it is dead, parked, or tried again. */
            reason: string | null;
            source: string;
            webhookId: string;
            eventId: string | null;
            shopDomain: string;
            apiVersion: string | null;
            /**
             * Format: date-time
             * @description As the sender says; not covered by the signature.
             */
            triggeredAt: string;
            settledAt: string | null;
            nextAttemptAt: string | null;
            /** @description As it is kept, sealed; null once erased. */
            bodyBytes: number | null;
            /** @description Copies that came later and had no effect. */
            duplicates: number;
            audit: {
                /** Format: date-time */
                at: string;
                actor: string;
                action: string;
                details: {
                    [key: string]: unknown;
                };
            }[];
            /** @description With `body=true` only; null once erased. */
            body?: string | null;
        };
        /**
         * @example {
         *       "id": "48213",
         *       "status": "pending"
         *     }
         */
        ReplayedDelivery: {
            id: string;
            /** @constant */
            status: "pending";
        };
        /**
         * @example {
         *       "dryRun": true,
         *       "matching": 3,
         *       "erased": 0,
         *       "topics": [
         *         {
         *           "topic": "orders/create",
         *           "count": 3
         *         }
         *       ],
         *       "replayed": 0,
         *       "mayBeMore": false
         *     }
         */
        ReplayedRange: {
            dryRun: boolean;
            /** @description What can be replayed of the range, up to `limit`. */
            matching: number;
            /** @description What cannot, since its body was erased on request. */
            erased: number;
            topics: {
                topic: string;
                count: number;
            }[];
            /** @description What is pending again. */
            replayed: number;
            /** @description The limit was reached: ask once more for the rest. */
            mayBeMore: boolean;
        };
        /** @description One harness, as its customer designed it. */
        DesignConfiguration: {
            fit: {
                /** @constant */
                kind: "size";
                /** @enum {string} */
                size: "XS" | "S" | "M" | "L" | "XL";
            } | {
                /** @constant */
                kind: "custom";
                neckMm: number;
                chestMm: number;
                backMm: number;
            };
            strap: {
                /** @enum {string} */
                color: "black" | "charcoal" | "navy" | "sky" | "teal" | "forest" | "lime" | "mustard" | "orange" | "red" | "burgundy" | "pink" | "purple" | "brown" | "sand" | "white";
                /** @enum {string} */
                pattern: "plain" | "stripes" | "dots" | "chevron" | "tartan";
                /** @enum {string} */
                patternColor: "black" | "charcoal" | "navy" | "sky" | "teal" | "forest" | "lime" | "mustard" | "orange" | "red" | "burgundy" | "pink" | "purple" | "brown" | "sand" | "white";
            };
            /** @enum {string} */
            hardware: "steel" | "brass" | "black" | "rose-gold";
            embroidery: {
                text: string;
                /** @enum {string} */
                font: "sans" | "serif" | "script" | "block";
                /** @enum {string} */
                color: "black" | "charcoal" | "navy" | "sky" | "teal" | "forest" | "lime" | "mustard" | "orange" | "red" | "burgundy" | "pink" | "purple" | "brown" | "sand" | "white";
            } | null;
            accessories: ("handle" | "led-light" | "id-tag" | "reflective-trim" | "bow-tie")[];
        };
        /**
         * @description A harness that somebody designed and saved.
         * @example {
         *       "name": "Biscuit in navy",
         *       "petId": "0193f0a1-11d2-7a40-8b1e-64c2b0f5aa01",
         *       "productId": "1001",
         *       "configuration": {
         *         "fit": {
         *           "kind": "size",
         *           "size": "M"
         *         },
         *         "strap": {
         *           "color": "navy",
         *           "pattern": "stripes",
         *           "patternColor": "white"
         *         },
         *         "hardware": "brass",
         *         "embroidery": {
         *           "text": "Biscuit",
         *           "font": "script",
         *           "color": "white"
         *         },
         *         "accessories": [
         *           "handle",
         *           "reflective-trim"
         *         ]
         *       },
         *       "id": "0193f0a4-8f0e-7c3a-9d55-2f6f3a1c7b10",
         *       "revision": 3,
         *       "schemaVersion": 2,
         *       "previewUrl": "/api/v1/designs/0193f0a4-8f0e-7c3a-9d55-2f6f3a1c7b10/preview.svg",
         *       "createdAt": "2026-11-21T09:00:00.000Z",
         *       "updatedAt": "2026-11-21T09:00:00.000Z",
         *       "deletedAt": null
         *     }
         */
        Design: {
            /** Format: uuid */
            id: string;
            name: string;
            petId: string | null;
            productId: string;
            /** @description Counts up with every change; the ETag. */
            revision: number;
            /**
             * @description Of the configuration, which is always in the newest form.
             * @constant
             */
            schemaVersion: 2;
            configuration: components["schemas"]["DesignConfiguration"];
            /** @description Path of the picture (SVG) of the newest revision. */
            previewUrl: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
            /** @description Set in the bin, from which a design is removed after 30 days. */
            deletedAt: string | null;
        };
        /**
         * @description A design as it was after one change.
         * @example {
         *       "name": "Biscuit in navy",
         *       "petId": "0193f0a1-11d2-7a40-8b1e-64c2b0f5aa01",
         *       "productId": "1001",
         *       "configuration": {
         *         "fit": {
         *           "kind": "size",
         *           "size": "M"
         *         },
         *         "strap": {
         *           "color": "navy",
         *           "pattern": "stripes",
         *           "patternColor": "white"
         *         },
         *         "hardware": "brass",
         *         "embroidery": {
         *           "text": "Biscuit",
         *           "font": "script",
         *           "color": "white"
         *         },
         *         "accessories": [
         *           "handle",
         *           "reflective-trim"
         *         ]
         *       },
         *       "revision": 3,
         *       "schemaVersion": 2,
         *       "restoredFrom": 1,
         *       "createdAt": "2026-11-21T09:00:00.000Z"
         *     }
         */
        DesignRevision: {
            revision: number;
            name: string;
            petId: string | null;
            productId: string;
            /** @constant */
            schemaVersion: 2;
            configuration: components["schemas"]["DesignConfiguration"];
            /** @description The older revision that this one brought back. */
            restoredFrom: number | null;
            /** Format: date-time */
            createdAt: string;
        };
        /**
         * @example {
         *       "id": "0193f0b2-55aa-7e10-9a01-c0ffee5eed01",
         *       "createdAt": "2026-11-21T09:00:00.000Z",
         *       "expiresAt": "2026-12-21T09:00:00.000Z",
         *       "token": "q3V0mC1n8o4mN2bXyTz5Jd7uQ9sLhKfGwRpEaVcBx0k",
         *       "path": "/api/v1/shared-designs/q3V0mC1n8o4mN2bXyTz5Jd7uQ9sLhKfGwRpEaVcBx0k"
         *     }
         */
        CreatedDesignShare: {
            /** Format: uuid */
            id: string;
            /** @description Shown this once: only its hash is kept. */
            token: string;
            /** @description Where anybody who has the token sees the design. */
            path: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            expiresAt: string;
        };
        /**
         * @example {
         *       "id": "0193f0b2-55aa-7e10-9a01-c0ffee5eed01",
         *       "createdAt": "2026-11-21T09:00:00.000Z",
         *       "expiresAt": "2026-12-21T09:00:00.000Z",
         *       "revokedAt": null
         *     }
         */
        DesignShare: {
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            expiresAt: string;
            revokedAt: string | null;
        };
        /**
         * @description What a link to a design shows to anybody: nothing about whose it is or for which animal.
         * @example {
         *       "name": "Biscuit in navy",
         *       "product": {
         *         "id": "1001",
         *         "title": "Custom Y-Harness"
         *       },
         *       "schemaVersion": 2,
         *       "configuration": {
         *         "fit": {
         *           "kind": "size",
         *           "size": "M"
         *         },
         *         "strap": {
         *           "color": "navy",
         *           "pattern": "stripes",
         *           "patternColor": "white"
         *         },
         *         "hardware": "brass",
         *         "embroidery": {
         *           "text": "Biscuit",
         *           "font": "script",
         *           "color": "white"
         *         },
         *         "accessories": [
         *           "handle",
         *           "reflective-trim"
         *         ]
         *       }
         *     }
         */
        SharedDesign: {
            name: string;
            product: {
                id: string;
                /** @description Null when the product is no longer sold. */
                title: string | null;
            };
            /** @constant */
            schemaVersion: 2;
            /** @description As it was designed; of an embroidered phone number or e-mail address only stars are shown. */
            configuration: components["schemas"]["DesignConfiguration"];
        };
        /**
         * @example {
         *       "accessToken": "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI1ZjBjIn0.c2ln",
         *       "accessExpiresInSeconds": 900,
         *       "refreshToken": "q3bG0rYy1m0v5bD4k7b2Xw8s6cJ9tLzPn1eRfUaHiKM",
         *       "refreshExpiresAt": "2026-12-21T09:00:00.000Z"
         *     }
         */
        GuestSession: {
            /** @description Send it as Authorization: Bearer. */
            accessToken: string;
            accessExpiresInSeconds: number;
            /** @description Gets the next pair of tokens, once. */
            refreshToken: string;
            /** Format: date-time */
            refreshExpiresAt: string;
        };
        /**
         * @example {
         *       "petsClaimed": 1,
         *       "designsClaimed": 3
         *     }
         */
        Claim: {
            petsClaimed: number;
            designsClaimed: number;
        };
        /**
         * @example {
         *       "at": "2026-11-20T12:03:00.000Z",
         *       "isEnabled": true,
         *       "isImported": false,
         *       "kinds": [
         *         {
         *           "kind": "product",
         *           "completeTo": "2026-11-20T12:00:00.000Z",
         *           "behindSeconds": 180,
         *           "isUnderway": false,
         *           "import": {
         *             "startedAt": "2026-11-01T08:00:00.000Z",
         *             "resources": 5000,
         *             "isFinished": true,
         *             "finishedAt": "2026-11-01T08:06:00.000Z"
         *           },
         *           "lastRun": {
         *             "endedAt": "2026-11-20T12:00:04.000Z",
         *             "outcome": "complete",
         *             "changed": 0
         *           },
         *           "lastSweep": {
         *             "endedAt": "2026-11-20T09:00:31.000Z",
         *             "outcome": "complete",
         *             "changed": 1
         *           }
         *         }
         *       ],
         *       "drift": [
         *         {
         *           "kind": "product",
         *           "drift": "undeleted",
         *           "found": 1,
         *           "lastFoundAt": "2026-11-20T09:00:31.000Z"
         *         }
         *       ]
         *     }
         */
        MirrorState: {
            /**
             * Format: date-time
             * @description When this was read.
             */
            at: string;
            /** @description Whether there is anything to sign in to the Admin API of the shop with. */
            isEnabled: boolean;
            /** @description Whether the first import is finished, for every kind. */
            isImported: boolean;
            kinds: {
                /** @enum {string} */
                kind: "product" | "collection" | "inventory_level" | "customer" | "order";
                /** @description Everything that the shop changed before this is here. Null: it was never asked. */
                completeTo: string | null;
                behindSeconds: number | null;
                /** @description There are more pages than one run reads; the next goes on. */
                isUnderway: boolean;
                /** @description Of the first import (`npm run shopify:sync`); null when it has not begun. */
                import: {
                    /** Format: date-time */
                    startedAt: string;
                    resources: number;
                    isFinished: boolean;
                    finishedAt: string | null;
                } | null;
                /** @description Of asking for what changed and what was deleted, every few minutes. */
                lastRun: {
                    /** Format: date-time */
                    endedAt: string;
                    /**
                     * @description `more`: the next run goes on where this one stopped. `unbelievable`: most seemed gone, so nothing was deleted. `failed`: the log of the worker says why.
                     * @enum {string}
                     */
                    outcome: "complete" | "more" | "unbelievable" | "failed";
                    /** @description Resources that were missing, outdated or gone. */
                    changed: number;
                } | null;
                /** @description Of listing all there is, every six hours. */
                lastSweep: {
                    /** Format: date-time */
                    endedAt: string;
                    /**
                     * @description `more`: the next run goes on where this one stopped. `unbelievable`: most seemed gone, so nothing was deleted. `failed`: the log of the worker says why.
                     * @enum {string}
                     */
                    outcome: "complete" | "more" | "unbelievable" | "failed";
                    /** @description Resources that were missing, outdated or gone. */
                    changed: number;
                } | null;
            }[];
            /** @description What was ever found by asking that no webhook had told. */
            drift: {
                /** @description `membership` and `size_chart` besides: no webhook carries these. */
                kind: string;
                /** @enum {string} */
                drift: "missing" | "outdated" | "differing" | "undeleted";
                found: number;
                /** Format: date-time */
                lastFoundAt: string;
            }[];
        };
        /**
         * @example {
         *       "at": "2026-01-05T09:00:00.000Z",
         *       "deliveries": {
         *         "pending": 2,
         *         "processing": 1,
         *         "dead": 1,
         *         "parked": 0,
         *         "oldestPendingSeconds": 0.4
         *       },
         *       "queue": {
         *         "kind": "redis",
         *         "depths": [
         *           {
         *             "name": "inbox",
         *             "isPaused": false,
         *             "waiting": 2,
         *             "active": 1,
         *             "delayed": 0,
         *             "failed": 0
         *           }
         *         ],
         *         "dashboard": "/ops/queues"
         *       },
         *       "replica": {
         *         "isConfigured": true,
         *         "lagMs": 0,
         *         "maxLagMs": 5000
         *       },
         *       "backup": {
         *         "takenAt": "2026-01-05T03:00:00.000Z",
         *         "ageSeconds": 21600,
         *         "bytes": "73400320",
         *         "verifiedAt": "2026-01-05T03:20:00.000Z"
         *       }
         *     }
         */
        Operations: {
            /**
             * Format: date-time
             * @description When this was read.
             */
            at: string;
            deliveries: {
                pending: number;
                processing: number;
                /** @description Given up after the last attempt. Somebody has to look. */
                dead: number;
                /** @description Of topics that are not handled. */
                parked: number;
                /** @description Of what is pending or processing. */
                oldestPendingSeconds: number | null;
            };
            /** @description The queue only transports: what it loses, the inbox sends again. */
            queue: {
                /**
                 * @description Where jobs lie; `none` with ENABLE_QUEUE=false.
                 * @enum {string}
                 */
                kind: "redis" | "postgres" | "none";
                /** @description Null while the queue does not answer. */
                depths: {
                    name: string;
                    isPaused: boolean;
                    waiting: number;
                    active: number;
                    /** @description Schedules that wait for their time are among these. */
                    delayed: number;
                    failed: number;
                }[] | null;
                /** @description Where the queue dashboard is; null where there is no queue. */
                dashboard: string | null;
            };
            replica: {
                isConfigured: boolean;
                /** @description Null while unknown. */
                lagMs: number | null;
                /** @description Beyond this, the primary answers what the replica would. */
                maxLagMs: number;
            };
            /** @description The youngest; null when none is known. */
            backup: {
                /** Format: date-time */
                takenAt: string;
                ageSeconds: number;
                /** @description A 64-bit number. */
                bytes: string;
                /** @description When it was last restored elsewhere and found equal. */
                verifiedAt: string | null;
            } | null;
        };
        /**
         * @example {
         *       "id": "5521889970013",
         *       "name": "#1042",
         *       "createdAt": "2026-11-21T09:00:00.000Z",
         *       "currency": "EUR",
         *       "total": "116.45",
         *       "step": "shipped"
         *     }
         */
        OrderSummary: {
            id: string;
            /** @description As the shop calls it. */
            name: string;
            /** Format: date-time */
            createdAt: string;
            /** @description ISO 4217, of every amount. */
            currency: string;
            total: string;
            /**
             * @description The last of the timeline.
             * @enum {string}
             */
            step: "placed" | "paid" | "in_production" | "workshop" | "shipped" | "delivered" | "refunded" | "cancelled";
        };
        /**
         * @description What somebody bought.
         * @example {
         *       "id": "5521889970013",
         *       "name": "#1042",
         *       "createdAt": "2026-11-21T09:00:00.000Z",
         *       "currency": "EUR",
         *       "step": "shipped",
         *       "financialStatus": "paid",
         *       "fulfillmentStatus": "fulfilled",
         *       "money": {
         *         "items": "111.45",
         *         "discounts": "0.00",
         *         "subtotal": "111.45",
         *         "shipping": "5.00",
         *         "tax": "18.59",
         *         "taxIncluded": true,
         *         "other": "0.00",
         *         "total": "116.45",
         *         "refunded": "0.00"
         *       },
         *       "lines": [
         *         {
         *           "id": "13905889970013",
         *           "title": "Custom Y-Harness",
         *           "variantTitle": "M",
         *           "quantity": 1,
         *           "currentQuantity": 1,
         *           "unitPrice": "111.45",
         *           "discount": "0.00",
         *           "total": "111.45",
         *           "design": {
         *             "id": "0193f0a4-8f0e-7c3a-9d55-2f6f3a1c7b10",
         *             "revision": 3,
         *             "name": "Biscuit in navy",
         *             "previewUrl": "/api/v1/orders/5521889970013/lines/13905889970013/preview.svg"
         *           },
         *           "designFault": null
         *         }
         *       ],
         *       "timeline": [
         *         {
         *           "step": "placed",
         *           "at": "2026-11-21T09:00:00.000Z"
         *         },
         *         {
         *           "step": "paid",
         *           "at": "2026-11-21T09:00:05.000Z"
         *         },
         *         {
         *           "step": "shipped",
         *           "at": "2026-11-25T15:00:00.000Z",
         *           "tracking": {
         *             "company": "FAN Courier",
         *             "numbers": [
         *               "2150000012345"
         *             ],
         *             "urls": []
         *           }
         *         }
         *       ]
         *     }
         */
        Order: {
            id: string;
            /** @description As the shop calls it. */
            name: string;
            /** Format: date-time */
            createdAt: string;
            /** @description ISO 4217, of every amount. */
            currency: string;
            /**
             * @description The last of the timeline.
             * @enum {string}
             */
            step: "placed" | "paid" | "in_production" | "workshop" | "shipped" | "delivered" | "refunded" | "cancelled";
            financialStatus: string | null;
            fulfillmentStatus: string | null;
            /** @description Exact decimals that add up. */
            money: {
                /** @description Quantities times prices. */
                items: string;
                /** @description Off the items. */
                discounts: string;
                /** @description `items` less `discounts`. */
                subtotal: string;
                shipping: string;
                tax: string;
                /** @description True: the prices hold the tax, so it is not added. */
                taxIncluded: boolean;
                /** @description Whatever else the shop charged or took off: tips, duties, discounts on shipping. */
                other: string;
                /** @description `subtotal`, `shipping`, `other`, and `tax` unless it is included. */
                total: string;
                /** @description What was paid back since. */
                refunded: string;
            };
            lines: {
                id: string;
                title: string;
                variantTitle: string | null;
                /** @description As it was ordered. */
                quantity: number;
                /** @description After refunds and edits. */
                currentQuantity: number;
                unitPrice: string;
                discount: string;
                /** @description `quantity` times `unitPrice` less `discount`. */
                total: string;
                /** @description What is made for this line; null for what comes off the shelf. */
                design: {
                    /** Format: uuid */
                    id: string;
                    revision: number;
                    /** @description Null once the design was erased. */
                    name: string | null;
                    /** @description Path of the picture (SVG) of what was ordered; null once erased. */
                    previewUrl: string | null;
                } | null;
                /** @description Why a line that says it is of a design is not taken for it. The shop will be in touch. */
                designFault: ("malformed" | "unknown_checkout" | "other_design" | "other_product" | "other_currency" | "other_price" | "other_quantity" | "taken") | null;
            }[];
            /** @description The first step first. */
            timeline: {
                /** @enum {string} */
                step: "placed" | "paid" | "in_production" | "workshop" | "shipped" | "delivered" | "refunded" | "cancelled";
                /** Format: date-time */
                at: string;
                /** @description Of `workshop`: the line that moved. */
                lineId?: string;
                /** @description Of `workshop`: where it moved to. */
                stage?: string;
                /** @description Of `shipped`. */
                tracking?: {
                    company: string | null;
                    numbers: string[];
                    urls: string[];
                };
                /** @description Of `refunded`. */
                amount?: string;
            }[];
        };
        /**
         * @example {
         *       "orderId": "6112233445566",
         *       "orderName": "#1042",
         *       "orderedAt": "2026-11-20T09:12:00.000Z",
         *       "financialStatus": "paid",
         *       "cancelledAt": null,
         *       "lineId": "14889900112233",
         *       "title": "Ham din piele",
         *       "variantTitle": "M / negru",
         *       "quantity": 1,
         *       "price": "199.90",
         *       "currency": "RON",
         *       "reason": "other_price",
         *       "checkoutId": "0193f0b2-55aa-7e10-9a01-c0ffee5eed01"
         *     }
         */
        UnverifiedLine: {
            /** @description Of Shopify: a 64-bit number. */
            orderId: string;
            orderName: string;
            /** Format: date-time */
            orderedAt: string;
            financialStatus: string | null;
            cancelledAt: string | null;
            /** @description Of Shopify: a 64-bit number. */
            lineId: string;
            title: string;
            variantTitle: string | null;
            quantity: number;
            /** @description Of one, as ordered. */
            price: string;
            currency: string;
            /**
             * @description What the line says of its design against the checkout that it names. `malformed`: it is no such thing; `unknown_checkout`: we made none like it; `other_...`: that differs; `taken`: another line came first with it.
             * @enum {string}
             */
            reason: "malformed" | "unknown_checkout" | "other_design" | "other_product" | "other_currency" | "other_price" | "other_quantity" | "taken";
            /** @description As the line says; null when it is malformed. */
            checkoutId: string | null;
        };
        /**
         * @example {
         *       "items": [
         *         {
         *           "orderId": "6112233445566",
         *           "orderName": "#1042",
         *           "orderedAt": "2026-11-20T09:12:00.000Z",
         *           "financialStatus": "paid",
         *           "cancelledAt": null,
         *           "lineId": "14889900112233",
         *           "title": "Ham din piele",
         *           "variantTitle": "M / negru",
         *           "quantity": 1,
         *           "price": "199.90",
         *           "currency": "RON",
         *           "reason": "other_price",
         *           "checkoutId": "0193f0b2-55aa-7e10-9a01-c0ffee5eed01"
         *         }
         *       ],
         *       "nextCursor": null
         *     }
         */
        UnverifiedLineList: {
            items: components["schemas"]["UnverifiedLine"][];
            nextCursor: string | null;
        };
        /**
         * @example {
         *       "id": "6f2f3a0e-6a52-4f0e-9d5b-0c3f9b1c7e11",
         *       "name": "Luna",
         *       "species": "dog",
         *       "breed": "Vizsla",
         *       "sex": "female",
         *       "birthDate": "2024-05-17",
         *       "weightGrams": 22400,
         *       "neckMm": 385,
         *       "chestMm": 640,
         *       "backMm": 440,
         *       "notes": "Does not like anything over her head.",
         *       "display": {
         *         "units": "metric",
         *         "weightUnit": "kg",
         *         "lengthUnit": "cm",
         *         "weight": 22.4,
         *         "neck": 38.5,
         *         "chest": 64,
         *         "back": 44
         *       },
         *       "version": 1,
         *       "createdAt": "2026-01-05T09:00:00.000Z",
         *       "updatedAt": "2026-01-05T09:00:00.000Z"
         *     }
         */
        Pet: {
            /** Format: uuid */
            id: string;
            name: string;
            /** @enum {string} */
            species: "dog" | "cat" | "rabbit" | "ferret" | "other";
            breed: string | null;
            sex: ("female" | "male") | null;
            birthDate: string | null;
            weightGrams: number | null;
            neckMm: number | null;
            chestMm: number | null;
            backMm: number | null;
            notes: string | null;
            /** @description The measures, rounded, in the user's units. */
            display: {
                /** @constant */
                units: "metric";
                /** @constant */
                weightUnit: "kg";
                /** @constant */
                lengthUnit: "cm";
                weight: number | null;
                neck: number | null;
                chest: number | null;
                back: number | null;
            } | {
                /** @constant */
                units: "imperial";
                /** @constant */
                weightUnit: "lb";
                /** @constant */
                lengthUnit: "in";
                weight: number | null;
                neck: number | null;
                chest: number | null;
                back: number | null;
            };
            /** @description For If-Match, in double quotes. */
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        /**
         * @example {
         *       "items": [
         *         {
         *           "id": "6f2f3a0e-6a52-4f0e-9d5b-0c3f9b1c7e11",
         *           "name": "Luna",
         *           "species": "dog",
         *           "breed": "Vizsla",
         *           "sex": "female",
         *           "birthDate": "2024-05-17",
         *           "weightGrams": 22400,
         *           "neckMm": 385,
         *           "chestMm": 640,
         *           "backMm": 440,
         *           "notes": "Does not like anything over her head.",
         *           "display": {
         *             "units": "metric",
         *             "weightUnit": "kg",
         *             "lengthUnit": "cm",
         *             "weight": 22.4,
         *             "neck": 38.5,
         *             "chest": 64,
         *             "back": 44
         *           },
         *           "version": 1,
         *           "createdAt": "2026-01-05T09:00:00.000Z",
         *           "updatedAt": "2026-01-05T09:00:00.000Z"
         *         }
         *       ],
         *       "nextCursor": null
         *     }
         */
        PetList: {
            items: components["schemas"]["Pet"][];
            nextCursor: string | null;
        };
        /** @description Room, in millimetres, between each measure and the bounds of the size. Negative outside of them. */
        FitMargins: {
            neckMm: {
                aboveMinMm: number;
                belowMaxMm: number;
            };
            chestMm: {
                aboveMinMm: number;
                belowMaxMm: number;
            };
            backMm: {
                aboveMinMm: number;
                belowMaxMm: number;
            };
        };
        /**
         * @example {
         *       "product": {
         *         "id": "1001",
         *         "handle": "custom-y-harness",
         *         "title": "Custom Y-Harness"
         *       },
         *       "outcome": "fits",
         *       "size": "M",
         *       "fit": {
         *         "neckMm": {
         *           "aboveMinMm": 45,
         *           "belowMaxMm": 65
         *         },
         *         "chestMm": {
         *           "aboveMinMm": 120,
         *           "belowMaxMm": 40
         *         },
         *         "backMm": {
         *           "aboveMinMm": 90,
         *           "belowMaxMm": 20
         *         }
         *       },
         *       "neighbours": {
         *         "smaller": {
         *           "size": "S",
         *           "margins": {
         *             "neckMm": {
         *               "aboveMinMm": 125,
         *               "belowMaxMm": -25
         *             },
         *             "chestMm": {
         *               "aboveMinMm": 240,
         *               "belowMaxMm": -100
         *             },
         *             "backMm": {
         *               "aboveMinMm": 180,
         *               "belowMaxMm": -70
         *             }
         *           }
         *         },
         *         "larger": {
         *           "size": "L",
         *           "margins": {
         *             "neckMm": {
         *               "aboveMinMm": -45,
         *               "belowMaxMm": 175
         *             },
         *             "chestMm": {
         *               "aboveMinMm": -20,
         *               "belowMaxMm": 200
         *             },
         *             "backMm": {
         *               "aboveMinMm": 0,
         *               "belowMaxMm": 120
         *             }
         *           }
         *         }
         *       },
         *       "decidedBy": "chestMm",
         *       "missing": [],
         *       "why": [
         *         "Neck, chest and back length are within M.",
         *         "The chest (640 mm) decides: it is 100 mm more than S takes."
         *       ],
         *       "growthNote": null
         *     }
         */
        SizeRecommendation: {
            product: {
                id: string;
                handle: string;
                title: string;
            };
            /** @enum {string} */
            outcome: "fits" | "between_sizes" | "made_to_measure" | "measures_missing";
            /** @description Null where none is recommended. */
            size: string | null;
            /** @description In the recommended size. */
            fit: components["schemas"]["FitMargins"] | null;
            neighbours: {
                smaller: {
                    size: string;
                    margins: components["schemas"]["FitMargins"];
                } | null;
                larger: {
                    size: string;
                    margins: components["schemas"]["FitMargins"];
                } | null;
            };
            decidedBy: ("neckMm" | "chestMm" | "backMm") | null;
            /** @description Measures without which no size is recommended. */
            missing: ("neckMm" | "chestMm" | "backMm")[];
            why: string[];
            /** @description For puppies and kittens. */
            growthNote: string | null;
        };
        /**
         * @example {
         *       "id": "0193f0c1-2a3b-4c5d-8e6f-708192a3b4c5",
         *       "orderId": "5521889970013",
         *       "orderName": "#1042",
         *       "lineId": "13905889970013",
         *       "quantity": 1,
         *       "embroidered": true,
         *       "stage": "cut",
         *       "closedReason": null,
         *       "version": 2,
         *       "paidAt": "2026-11-21T09:05:00.000Z",
         *       "updatedAt": "2026-11-21T10:30:00.000Z"
         *     }
         */
        TicketSummary: {
            /** Format: uuid */
            id: string;
            orderId: string;
            /** @description As the shop calls the order. */
            orderName: string;
            lineId: string;
            /** @description How many are to be made, after refunds and edits. */
            quantity: number;
            embroidered: boolean;
            /** @enum {string} */
            stage: "queued" | "cut" | "sew" | "embroider" | "check" | "pack" | "done" | "closed";
            closedReason: ("cancelled" | "refunded" | "unverified" | "removed" | "erased" | "by_hand") | null;
            /** @description The ETag, to send as If-Match with a move. */
            version: number;
            /**
             * Format: date-time
             * @description The oldest comes first.
             */
            paidAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        /**
         * @description One line of an order, for the workshop.
         * @example {
         *       "id": "0193f0c1-2a3b-4c5d-8e6f-708192a3b4c5",
         *       "orderId": "5521889970013",
         *       "orderName": "#1042",
         *       "lineId": "13905889970013",
         *       "quantity": 1,
         *       "embroidered": true,
         *       "stage": "cut",
         *       "closedReason": null,
         *       "version": 2,
         *       "paidAt": "2026-11-21T09:05:00.000Z",
         *       "updatedAt": "2026-11-21T10:30:00.000Z",
         *       "work": {
         *         "designId": "0193f0a4-8f0e-7c3a-9d55-2f6f3a1c7b10",
         *         "revision": 3,
         *         "name": "Biscuit in navy",
         *         "productTitle": "Custom Y-Harness",
         *         "variantTitle": "M",
         *         "sku": "HAR-Y-M",
         *         "configuration": {
         *           "fit": {
         *             "kind": "size",
         *             "size": "M"
         *           },
         *           "strap": {
         *             "color": "navy",
         *             "pattern": "plain",
         *             "patternColor": "navy"
         *           },
         *           "hardware": "brass",
         *           "embroidery": {
         *             "text": "Biscuit",
         *             "font": "script",
         *             "color": "white"
         *           },
         *           "accessories": []
         *         }
         *       },
         *       "next": [
         *         "sew",
         *         "closed"
         *       ],
         *       "moves": [
         *         {
         *           "version": 2,
         *           "from": "queued",
         *           "to": "cut",
         *           "actor": "user:0d9f1f52-9a3c-4d0e-8a54-5d1a4c9e7b11",
         *           "note": null,
         *           "at": "2026-11-21T10:30:00.000Z"
         *         }
         *       ],
         *       "printSheetUrl": "/api/v1/admin/tickets/0193f0c1-2a3b-4c5d-8e6f-708192a3b4c5/print-sheet.pdf"
         *     }
         */
        Ticket: {
            /** Format: uuid */
            id: string;
            orderId: string;
            /** @description As the shop calls the order. */
            orderName: string;
            lineId: string;
            /** @description How many are to be made, after refunds and edits. */
            quantity: number;
            embroidered: boolean;
            /** @enum {string} */
            stage: "queued" | "cut" | "sew" | "embroider" | "check" | "pack" | "done" | "closed";
            closedReason: ("cancelled" | "refunded" | "unverified" | "removed" | "erased" | "by_hand") | null;
            /** @description The ETag, to send as If-Match with a move. */
            version: number;
            /**
             * Format: date-time
             * @description The oldest comes first.
             */
            paidAt: string;
            /** Format: date-time */
            updatedAt: string;
            /** @description What is to be made; null once it has been erased. */
            work: {
                /** Format: uuid */
                designId: string;
                revision: number;
                name: string;
                productTitle: string;
                variantTitle: string;
                sku: string | null;
                configuration: components["schemas"]["DesignConfiguration"];
            } | null;
            /** @description Where it can be moved from here. */
            next: ("queued" | "cut" | "sew" | "embroider" | "check" | "pack" | "done" | "closed")[];
            /** @description What people did with it, the first first. */
            moves: {
                /** @description Of the ticket, after the move. */
                version: number;
                /** @enum {string} */
                from: "queued" | "cut" | "sew" | "embroider" | "check" | "pack" | "done" | "closed";
                /** @enum {string} */
                to: "queued" | "cut" | "sew" | "embroider" | "check" | "pack" | "done" | "closed";
                actor: string;
                note: string | null;
                /** Format: date-time */
                at: string;
            }[];
            /** @description Path of the sheet for the workshop, as PDF. */
            printSheetUrl: string;
        };
        /**
         * @example {
         *       "id": "0d9f1f52-9a3c-4d0e-8a54-5d1a4c9e7b11",
         *       "name": "Ilona Kovács",
         *       "email": "ilona@example.com",
         *       "phone": null,
         *       "locale": "hu",
         *       "units": "metric",
         *       "marketingConsent": true,
         *       "marketingConsentAt": "2026-11-21T09:30:00.000Z",
         *       "version": 3,
         *       "createdAt": "2026-11-20T08:00:00.000Z",
         *       "updatedAt": "2026-11-21T09:30:00.000Z"
         *     }
         */
        Profile: {
            /** Format: uuid */
            id: string;
            /** @description The one set here, or else the one at Clerk. */
            name: string | null;
            /** @description The primary address at Clerk, where it is changed. */
            email: string | null;
            /** @description The primary number at Clerk, where it is changed. */
            phone: string | null;
            /** @enum {string} */
            locale: "ro" | "en" | "hu";
            /**
             * @description Of measures and weights in replies.
             * @enum {string}
             */
            units: "metric" | "imperial";
            marketingConsent: boolean;
            /** @description When the consent was last given or withdrawn. */
            marketingConsentAt: string | null;
            /** @description The ETag, to send as If-Match with a change. */
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        /**
         * @example {
         *       "exportedAt": "2026-11-21T09:30:00.000Z",
         *       "profile": {
         *         "id": "0d9f1f52-9a3c-4d0e-8a54-5d1a4c9e7b11",
         *         "clerkId": "user_2abcDEF",
         *         "name": "Ilona Kovács",
         *         "email": "ilona@example.com",
         *         "phone": null,
         *         "locale": "hu",
         *         "units": "metric",
         *         "marketingConsent": false,
         *         "marketingConsentAt": null,
         *         "version": 1,
         *         "createdAt": "2026-11-20T08:00:00.000Z",
         *         "updatedAt": "2026-11-20T08:00:00.000Z"
         *       },
         *       "guestSessions": [],
         *       "pets": [],
         *       "designs": [],
         *       "checkouts": [],
         *       "purchases": [],
         *       "audit": []
         *     }
         */
        AccountExport: {
            /** Format: date-time */
            exportedAt: string;
            profile: {
                /** Format: uuid */
                id: string;
                /** @description The one set here, or else the one at Clerk. */
                name: string | null;
                /** @description The primary address at Clerk, where it is changed. */
                email: string | null;
                /** @description The primary number at Clerk, where it is changed. */
                phone: string | null;
                /** @enum {string} */
                locale: "ro" | "en" | "hu";
                /**
                 * @description Of measures and weights in replies.
                 * @enum {string}
                 */
                units: "metric" | "imperial";
                marketingConsent: boolean;
                /** @description When the consent was last given or withdrawn. */
                marketingConsentAt: string | null;
                /** @description The ETag, to send as If-Match with a change. */
                version: number;
                /** Format: date-time */
                createdAt: string;
                /** Format: date-time */
                updatedAt: string;
                clerkId: string;
            };
            guestSessions: {
                /** Format: uuid */
                id: string;
                claimedAt: string | null;
            }[];
            pets: {
                /** Format: uuid */
                id: string;
                name: string;
                species: string;
                breed: string | null;
                sex: string | null;
                birthDate: string | null;
                weightGrams: number | null;
                neckMm: number | null;
                chestMm: number | null;
                backMm: number | null;
                notes: string | null;
                /** Format: date-time */
                createdAt: string;
                /** Format: date-time */
                updatedAt: string;
            }[];
            designs: {
                /** Format: uuid */
                id: string;
                petId: string | null;
                productId: string;
                name: string;
                configuration: unknown;
                revision: number;
                /** Format: date-time */
                createdAt: string;
                /** Format: date-time */
                updatedAt: string;
                deletedAt: string | null;
                revisions: {
                    revision: number;
                    name: string;
                    petId: string | null;
                    productId: string;
                    schemaVersion: number;
                    configuration: unknown;
                    restoredFrom: number | null;
                    /** Format: date-time */
                    createdAt: string;
                }[];
                shares: {
                    /** Format: uuid */
                    id: string;
                    /** Format: date-time */
                    createdAt: string;
                    /** Format: date-time */
                    expiresAt: string;
                    revokedAt: string | null;
                }[];
            }[];
            checkouts: {
                /** Format: uuid */
                id: string;
                /** Format: uuid */
                designId: string;
                revision: number;
                quantity: number;
                unitPrice: string;
                currency: string;
                status: string;
                /** @description As it was frozen. */
                design: unknown;
                /** Format: date-time */
                createdAt: string;
            }[];
            /** @description What the shop holds of customers with the same verified e-mail address. */
            purchases: {
                customer: {
                    [key: string]: unknown;
                };
                orders: {
                    [key: string]: unknown;
                }[];
                fulfillments: {
                    [key: string]: unknown;
                }[];
                refunds: {
                    [key: string]: unknown;
                }[];
                checkouts: {
                    [key: string]: unknown;
                }[];
                tickets: {
                    [key: string]: unknown;
                }[];
            }[];
            audit: {
                /** Format: date-time */
                at: string;
                actor: string;
                action: string;
                subject: string;
                details: unknown;
            }[];
        };
        /**
         * @description The parts that the service stands on.
         * @example {
         *       "status": "degraded",
         *       "parts": {
         *         "primary": {
         *           "status": "healthy",
         *           "milliseconds": 0.9
         *         },
         *         "replica": {
         *           "status": "degraded",
         *           "milliseconds": 1.1,
         *           "message": "behind by more than 2000 ms",
         *           "lagMilliseconds": 5200
         *         },
         *         "redis": {
         *           "status": "healthy",
         *           "milliseconds": 0.3
         *         },
         *         "queue": {
         *           "status": "healthy",
         *           "milliseconds": 0.3,
         *           "kind": "redis"
         *         },
         *         "inbox": {
         *           "status": "healthy",
         *           "milliseconds": 2.4,
         *           "pending": 3,
         *           "dead": 0,
         *           "parked": 1,
         *           "oldestPendingSeconds": 0.4
         *         }
         *       }
         *     }
         */
        DetailedHealth: {
            /** @enum {string} */
            status: "healthy" | "degraded" | "unhealthy";
            parts: {
                primary: {
                    /** @enum {string} */
                    status: "healthy" | "degraded" | "unhealthy";
                    /** @description How long the probe took. */
                    milliseconds: number;
                    message?: string;
                };
                replica: {
                    /** @enum {string} */
                    status: "healthy" | "degraded" | "unhealthy";
                    /** @description How long the probe took. */
                    milliseconds: number;
                    message?: string;
                    lagMilliseconds: number | null;
                };
                redis: {
                    /** @enum {string} */
                    status: "healthy" | "degraded" | "unhealthy";
                    /** @description How long the probe took. */
                    milliseconds: number;
                    message?: string;
                };
                queue: {
                    /** @enum {string} */
                    status: "healthy" | "degraded" | "unhealthy";
                    /** @description How long the probe took. */
                    milliseconds: number;
                    message?: string;
                    /** @enum {string} */
                    kind: "redis" | "postgres" | "none";
                };
                inbox: {
                    /** @enum {string} */
                    status: "healthy" | "degraded" | "unhealthy";
                    /** @description How long the probe took. */
                    milliseconds: number;
                    message?: string;
                    /** @description null while it cannot be counted */
                    pending: number | null;
                    /** @description null while it cannot be counted */
                    dead: number | null;
                    /** @description null while it cannot be counted */
                    parked: number | null;
                    oldestPendingSeconds: number | null;
                };
            };
        };
        /**
         * @description The delivery is safely in the inbox, now or from before.
         * @example {
         *       "status": "recorded"
         *     }
         */
        Acknowledged: {
            /** @enum {string} */
            status: "recorded" | "duplicate";
        };
    };
    responses: never;
    parameters: {
        /**
         * @description Random, and the same whenever this request is sent again: it then has one effect, and gets the reply that was kept. For another request it is refused.
         * @example 5f0c7c1e-9f0e-4b8a-a9be-0d4c7c2f7c11
         */
        IdempotencyKey: string;
        /**
         * @description The ETag of the version that you change; `*` changes any.
         * @example "3"
         */
        IfMatch: string;
        /**
         * @description The ETag of the version that you change; `*` changes any.
         * @example "3"
         */
        IfMatchOptional: string;
        /**
         * @description ETags of the versions that you have. If there is none newer, the answer is 304.
         * @example "3"
         */
        IfNoneMatch: string;
        /**
         * @description The mark that your last change was answered with: what is read has that change in it. Browsers send it by themselves, as a cookie.
         * @example 16b374d848.3q2-7wAAAAAAAAAAAAAAAA
         */
        ReadAfter: string;
    };
    requestBodies: never;
    headers: {
        /**
         * @description The version, for If-Match and If-None-Match.
         * @example "3"
         */
        ETag: string;
        /**
         * @description Where it is.
         * @example /api/v1/pets/01934b1e-7a8c-8f00-9d3e-2b1f4c5d6e7f
         */
        Location: string;
        /**
         * @description A mark to be sent with what is read next, by who has no cookies. It serves for five minutes.
         * @example 16b374d848.3q2-7wAAAAAAAAAAAAAAAA
         */
        "X-Read-After": string;
        /** @description There when this is a reply that was kept. */
        "Idempotency-Replayed": "true";
        /** @description How to do better. */
        "WWW-Authenticate": "Bearer";
        /** @description Seconds to wait before asking again. */
        "Retry-After": number;
        /** @description Requests in a minute. */
        "RateLimit-Limit": number;
        /** @description Requests that are left of them. */
        "RateLimit-Remaining": number;
        /** @description Seconds until the minute ends. */
        "RateLimit-Reset": number;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    receiveShopifyWebhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description base64(HMAC-SHA256(secret, raw body)) */
                "x-shopify-hmac-sha256"?: string;
                /** @description For example orders/create */
                "x-shopify-topic"?: string;
                /** @description The permanent myshopify.com domain */
                "x-shopify-shop-domain"?: string;
                /** @description One id per delivery; a retry has the same */
                "x-shopify-webhook-id"?: string;
                /** @description When the event happened */
                "x-shopify-triggered-at"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Acknowledged"];
                };
            };
            /** @description Bad request, or Invalid input, or Missing header */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad request",
                     *       "status": 400,
                     *       "code": "bad_request",
                     *       "detail": "Bad request.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not authenticated, or Invalid signature, or Unknown shop */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not authenticated",
                     *       "status": 401,
                     *       "code": "unauthenticated",
                     *       "detail": "Not authenticated.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request took too long */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Request took too long",
                     *       "status": 408,
                     *       "code": "request_timeout",
                     *       "detail": "Request took too long.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Body too large",
                     *       "status": 413,
                     *       "code": "too_large",
                     *       "detail": "Body too large.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Temporarily unavailable */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Temporarily unavailable",
                     *       "status": 503,
                     *       "code": "unavailable",
                     *       "detail": "Temporarily unavailable.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createGuestSession: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Random, and the same whenever this request is sent again: it then has one effect, and gets the reply that was kept. For another request it is refused.
                 * @example 5f0c7c1e-9f0e-4b8a-a9be-0d4c7c2f7c11
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It has been made. */
            201: {
                headers: {
                    "X-Read-After": components["headers"]["X-Read-After"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GuestSession"];
                };
            };
            /** @description Bad request, or Invalid input, or Missing header */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad request",
                     *       "status": 400,
                     *       "code": "bad_request",
                     *       "detail": "Bad request.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request took too long */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Request took too long",
                     *       "status": 408,
                     *       "code": "request_timeout",
                     *       "detail": "Request took too long.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Still being answered, or Conflict, or Out of stock */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Still being answered",
                     *       "status": 409,
                     *       "code": "idempotency_conflict",
                     *       "detail": "Still being answered.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Body too large",
                     *       "status": 413,
                     *       "code": "too_large",
                     *       "detail": "Body too large.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unsupported media type",
                     *       "status": 415,
                     *       "code": "unsupported_media_type",
                     *       "detail": "Unsupported media type.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Key used for something else */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Key used for something else",
                     *       "status": 422,
                     *       "code": "idempotency_mismatch",
                     *       "detail": "Key used for something else.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too many requests",
                     *       "status": 429,
                     *       "code": "rate_limited",
                     *       "detail": "Too many requests.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Internal error",
                     *       "status": 500,
                     *       "code": "internal",
                     *       "detail": "Internal error.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Temporarily unavailable */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Temporarily unavailable",
                     *       "status": 503,
                     *       "code": "unavailable",
                     *       "detail": "Temporarily unavailable.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    refreshGuestSession: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Random, and the same whenever this request is sent again: it then has one effect, and gets the reply that was kept. For another request it is refused.
                 * @example 5f0c7c1e-9f0e-4b8a-a9be-0d4c7c2f7c11
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "refreshToken": "q3bG0rYy1m0v5bD4k7b2Xw8s6cJ9tLzPn1eRfUaHiKM"
                 *     }
                 */
                "application/json": {
                    refreshToken: string;
                };
            };
        };
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    "X-Read-After": components["headers"]["X-Read-After"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GuestSession"];
                };
            };
            /** @description Bad request, or Invalid input, or Missing header */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad request",
                     *       "status": 400,
                     *       "code": "bad_request",
                     *       "detail": "Bad request.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not authenticated, or Invalid signature, or Unknown shop */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not authenticated",
                     *       "status": 401,
                     *       "code": "unauthenticated",
                     *       "detail": "Not authenticated.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request took too long */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Request took too long",
                     *       "status": 408,
                     *       "code": "request_timeout",
                     *       "detail": "Request took too long.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Still being answered, or Conflict, or Out of stock */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Still being answered",
                     *       "status": 409,
                     *       "code": "idempotency_conflict",
                     *       "detail": "Still being answered.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Body too large",
                     *       "status": 413,
                     *       "code": "too_large",
                     *       "detail": "Body too large.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unsupported media type",
                     *       "status": 415,
                     *       "code": "unsupported_media_type",
                     *       "detail": "Unsupported media type.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Key used for something else */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Key used for something else",
                     *       "status": 422,
                     *       "code": "idempotency_mismatch",
                     *       "detail": "Key used for something else.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too many requests",
                     *       "status": 429,
                     *       "code": "rate_limited",
                     *       "detail": "Too many requests.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Internal error",
                     *       "status": 500,
                     *       "code": "internal",
                     *       "detail": "Internal error.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Temporarily unavailable */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Temporarily unavailable",
                     *       "status": 503,
                     *       "code": "unavailable",
                     *       "detail": "Temporarily unavailable.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSharedDesign: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ETags of the versions that you have. If there is none newer, the answer is 304.
                 * @example "3"
                 */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
                /**
                 * @description The mark that your last change was answered with: what is read has that change in it. Browsers send it by themselves, as a cookie.
                 * @example 16b374d848.3q2-7wAAAAAAAAAAAAAAAA
                 */
                "X-Read-After"?: components["parameters"]["ReadAfter"];
            };
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SharedDesign"];
                };
            };
            /** @description It is as you have it. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad request, or Invalid input, or Missing header */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad request",
                     *       "status": 400,
                     *       "code": "bad_request",
                     *       "detail": "Bad request.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not found",
                     *       "status": 404,
                     *       "code": "not_found",
                     *       "detail": "Not found.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too many requests",
                     *       "status": 429,
                     *       "code": "rate_limited",
                     *       "detail": "Too many requests.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Internal error",
                     *       "status": 500,
                     *       "code": "internal",
                     *       "detail": "Internal error.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Temporarily unavailable */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Temporarily unavailable",
                     *       "status": 503,
                     *       "code": "unavailable",
                     *       "detail": "Temporarily unavailable.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSharedDesignPreviewSvg: {
        parameters: {
            query?: {
                /** @description With it the picture may be kept for a year: a revision never changes. Without it: the newest. */
                revision?: number;
            };
            header?: {
                /**
                 * @description ETags of the versions that you have. If there is none newer, the answer is 304.
                 * @example "3"
                 */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
                /**
                 * @description The mark that your last change was answered with: what is read has that change in it. Browsers send it by themselves, as a cookie.
                 * @example 16b374d848.3q2-7wAAAAAAAAAAAAAAAA
                 */
                "X-Read-After"?: components["parameters"]["ReadAfter"];
            };
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The picture */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "image/svg+xml": string;
                };
            };
            /** @description It is as you have it. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad request, or Invalid input, or Missing header */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad request",
                     *       "status": 400,
                     *       "code": "bad_request",
                     *       "detail": "Bad request.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not found",
                     *       "status": 404,
                     *       "code": "not_found",
                     *       "detail": "Not found.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too many requests",
                     *       "status": 429,
                     *       "code": "rate_limited",
                     *       "detail": "Too many requests.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Internal error",
                     *       "status": 500,
                     *       "code": "internal",
                     *       "detail": "Internal error.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Temporarily unavailable */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Temporarily unavailable",
                     *       "status": 503,
                     *       "code": "unavailable",
                     *       "detail": "Temporarily unavailable.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSharedDesignPreviewPng: {
        parameters: {
            query?: {
                /** @description With it the picture may be kept for a year: a revision never changes. Without it: the newest. */
                revision?: number;
            };
            header?: {
                /**
                 * @description ETags of the versions that you have. If there is none newer, the answer is 304.
                 * @example "3"
                 */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
                /**
                 * @description The mark that your last change was answered with: what is read has that change in it. Browsers send it by themselves, as a cookie.
                 * @example 16b374d848.3q2-7wAAAAAAAAAAAAAAAA
                 */
                "X-Read-After"?: components["parameters"]["ReadAfter"];
            };
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The picture */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "image/png": string;
                };
            };
            /** @description It is as you have it. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad request, or Invalid input, or Missing header */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad request",
                     *       "status": 400,
                     *       "code": "bad_request",
                     *       "detail": "Bad request.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not found",
                     *       "status": 404,
                     *       "code": "not_found",
                     *       "detail": "Not found.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too many requests",
                     *       "status": 429,
                     *       "code": "rate_limited",
                     *       "detail": "Too many requests.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Internal error",
                     *       "status": 500,
                     *       "code": "internal",
                     *       "detail": "Internal error.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Temporarily unavailable */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Temporarily unavailable",
                     *       "status": 503,
                     *       "code": "unavailable",
                     *       "detail": "Temporarily unavailable.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    requestStockAlert: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Random, and the same whenever this request is sent again: it then has one effect, and gets the reply that was kept. For another request it is refused.
                 * @example 5f0c7c1e-9f0e-4b8a-a9be-0d4c7c2f7c11
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                handle: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "ana@example.com",
                 *       "variantId": "100103",
                 *       "locale": "ro"
                 *     }
                 */
                "application/json": {
                    /** Format: email */
                    email: string;
                    /**
                     * @description Null: whichever variant comes back first.
                     * @default null
                     */
                    variantId?: string | null;
                    /**
                     * @default en
                     * @enum {string}
                     */
                    locale?: "ro" | "en" | "hu";
                };
            };
        };
        responses: {
            /** @description It will be done. */
            202: {
                headers: {
                    "X-Read-After": components["headers"]["X-Read-After"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "confirmation_sent"
                     *     }
                     */
                    "application/json": {
                        /** @enum {string} */
                        status: "confirmation_sent";
                    };
                };
            };
            /** @description Bad request, or Invalid input, or Missing header */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad request",
                     *       "status": 400,
                     *       "code": "bad_request",
                     *       "detail": "Bad request.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not found",
                     *       "status": 404,
                     *       "code": "not_found",
                     *       "detail": "Not found.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request took too long */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Request took too long",
                     *       "status": 408,
                     *       "code": "request_timeout",
                     *       "detail": "Request took too long.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Still being answered, or Conflict, or Out of stock */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Still being answered",
                     *       "status": 409,
                     *       "code": "idempotency_conflict",
                     *       "detail": "Still being answered.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Body too large",
                     *       "status": 413,
                     *       "code": "too_large",
                     *       "detail": "Body too large.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unsupported media type",
                     *       "status": 415,
                     *       "code": "unsupported_media_type",
                     *       "detail": "Unsupported media type.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Key used for something else */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Key used for something else",
                     *       "status": 422,
                     *       "code": "idempotency_mismatch",
                     *       "detail": "Key used for something else.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too many requests",
                     *       "status": 429,
                     *       "code": "rate_limited",
                     *       "detail": "Too many requests.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Internal error",
                     *       "status": 500,
                     *       "code": "internal",
                     *       "detail": "Internal error.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Temporarily unavailable */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Temporarily unavailable",
                     *       "status": 503,
                     *       "code": "unavailable",
                     *       "detail": "Temporarily unavailable.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    confirmStockAlert: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Random, and the same whenever this request is sent again: it then has one effect, and gets the reply that was kept. For another request it is refused.
                 * @example 5f0c7c1e-9f0e-4b8a-a9be-0d4c7c2f7c11
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "token": "pXhIUZp0yCvB9hV4JkOeW2mJj5fM0h3o8n1lQd6sT7E"
                 *     }
                 */
                "application/json": {
                    token: string;
                };
            };
        };
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    "X-Read-After": components["headers"]["X-Read-After"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "product": {
                     *         "handle": "custom-y-harness",
                     *         "title": "Custom Y-Harness"
                     *       }
                     *     }
                     */
                    "application/json": {
                        product: {
                            handle: string;
                            title: string;
                        };
                    };
                };
            };
            /** @description Bad request, or Invalid input, or Missing header */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad request",
                     *       "status": 400,
                     *       "code": "bad_request",
                     *       "detail": "Bad request.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not found",
                     *       "status": 404,
                     *       "code": "not_found",
                     *       "detail": "Not found.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request took too long */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Request took too long",
                     *       "status": 408,
                     *       "code": "request_timeout",
                     *       "detail": "Request took too long.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Still being answered, or Conflict, or Out of stock */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Still being answered",
                     *       "status": 409,
                     *       "code": "idempotency_conflict",
                     *       "detail": "Still being answered.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Body too large",
                     *       "status": 413,
                     *       "code": "too_large",
                     *       "detail": "Body too large.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unsupported media type",
                     *       "status": 415,
                     *       "code": "unsupported_media_type",
                     *       "detail": "Unsupported media type.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Key used for something else */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Key used for something else",
                     *       "status": 422,
                     *       "code": "idempotency_mismatch",
                     *       "detail": "Key used for something else.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too many requests",
                     *       "status": 429,
                     *       "code": "rate_limited",
                     *       "detail": "Too many requests.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Internal error",
                     *       "status": 500,
                     *       "code": "internal",
                     *       "detail": "Internal error.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Temporarily unavailable */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Temporarily unavailable",
                     *       "status": 503,
                     *       "code": "unavailable",
                     *       "detail": "Temporarily unavailable.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listProducts: {
        parameters: {
            query?: {
                /** @description Rows of a page. */
                limit?: number;
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description The order. */
                sort?: "newest" | "price" | "-price" | "title" | "best_selling";
                /** @description Handle of a collection. */
                collection?: string;
                /** @description A type, as the facets name it. */
                type?: string;
                /** @description A tag, as the facets name it. */
                tag?: string;
                /** @description For whom: by the tags of the product. */
                species?: "dog" | "cat" | "rabbit" | "ferret";
                /** @description Whether any variant can be bought now. */
                available?: "true" | "false";
                /** @description The cheapest variant costs at least this. */
                priceMin?: string;
                /** @description The cheapest variant costs at most this. */
                priceMax?: string;
            };
            header?: {
                /**
                 * @description ETags of the versions that you have. If there is none newer, the answer is 304.
                 * @example "3"
                 */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
                /**
                 * @description The mark that your last change was answered with: what is read has that change in it. Browsers send it by themselves, as a cookie.
                 * @example 16b374d848.3q2-7wAAAAAAAAAAAAAAAA
                 */
                "X-Read-After"?: components["parameters"]["ReadAfter"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductList"];
                };
            };
            /** @description You have this version, by your If-None-Match. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad request, or Invalid input, or Missing header */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad request",
                     *       "status": 400,
                     *       "code": "bad_request",
                     *       "detail": "Bad request.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not found",
                     *       "status": 404,
                     *       "code": "not_found",
                     *       "detail": "Not found.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too many requests",
                     *       "status": 429,
                     *       "code": "rate_limited",
                     *       "detail": "Too many requests.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Internal error",
                     *       "status": 500,
                     *       "code": "internal",
                     *       "detail": "Internal error.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Temporarily unavailable */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Temporarily unavailable",
                     *       "status": 503,
                     *       "code": "unavailable",
                     *       "detail": "Temporarily unavailable.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readProduct: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ETags of the versions that you have. If there is none newer, the answer is 304.
                 * @example "3"
                 */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
                /**
                 * @description The mark that your last change was answered with: what is read has that change in it. Browsers send it by themselves, as a cookie.
                 * @example 16b374d848.3q2-7wAAAAAAAAAAAAAAAA
                 */
                "X-Read-After"?: components["parameters"]["ReadAfter"];
            };
            path: {
                handle: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Product"];
                };
            };
            /** @description You have this version, by your If-None-Match. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad request, or Invalid input, or Missing header */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad request",
                     *       "status": 400,
                     *       "code": "bad_request",
                     *       "detail": "Bad request.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not found",
                     *       "status": 404,
                     *       "code": "not_found",
                     *       "detail": "Not found.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too many requests",
                     *       "status": 429,
                     *       "code": "rate_limited",
                     *       "detail": "Too many requests.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Internal error",
                     *       "status": 500,
                     *       "code": "internal",
                     *       "detail": "Internal error.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Temporarily unavailable */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Temporarily unavailable",
                     *       "status": 503,
                     *       "code": "unavailable",
                     *       "detail": "Temporarily unavailable.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCollections: {
        parameters: {
            query?: {
                /** @description Rows of a page. */
                limit?: number;
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description The order. */
                sort?: "title";
            };
            header?: {
                /**
                 * @description ETags of the versions that you have. If there is none newer, the answer is 304.
                 * @example "3"
                 */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
                /**
                 * @description The mark that your last change was answered with: what is read has that change in it. Browsers send it by themselves, as a cookie.
                 * @example 16b374d848.3q2-7wAAAAAAAAAAAAAAAA
                 */
                "X-Read-After"?: components["parameters"]["ReadAfter"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CollectionList"];
                };
            };
            /** @description You have this version, by your If-None-Match. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad request, or Invalid input, or Missing header */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad request",
                     *       "status": 400,
                     *       "code": "bad_request",
                     *       "detail": "Bad request.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too many requests",
                     *       "status": 429,
                     *       "code": "rate_limited",
                     *       "detail": "Too many requests.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Internal error",
                     *       "status": 500,
                     *       "code": "internal",
                     *       "detail": "Internal error.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Temporarily unavailable */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Temporarily unavailable",
                     *       "status": 503,
                     *       "code": "unavailable",
                     *       "detail": "Temporarily unavailable.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readCollection: {
        parameters: {
            query?: {
                /** @description Rows of a page. */
                limit?: number;
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description The order. */
                sort?: "newest" | "price" | "-price" | "title" | "best_selling";
                /** @description A type, as the facets name it. */
                type?: string;
                /** @description A tag, as the facets name it. */
                tag?: string;
                /** @description For whom: by the tags of the product. */
                species?: "dog" | "cat" | "rabbit" | "ferret";
                /** @description Whether any variant can be bought now. */
                available?: "true" | "false";
                /** @description The cheapest variant costs at least this. */
                priceMin?: string;
                /** @description The cheapest variant costs at most this. */
                priceMax?: string;
            };
            header?: {
                /**
                 * @description ETags of the versions that you have. If there is none newer, the answer is 304.
                 * @example "3"
                 */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
                /**
                 * @description The mark that your last change was answered with: what is read has that change in it. Browsers send it by themselves, as a cookie.
                 * @example 16b374d848.3q2-7wAAAAAAAAAAAAAAAA
                 */
                "X-Read-After"?: components["parameters"]["ReadAfter"];
            };
            path: {
                handle: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CollectionPage"];
                };
            };
            /** @description You have this version, by your If-None-Match. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad request, or Invalid input, or Missing header */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad request",
                     *       "status": 400,
                     *       "code": "bad_request",
                     *       "detail": "Bad request.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not found",
                     *       "status": 404,
                     *       "code": "not_found",
                     *       "detail": "Not found.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too many requests",
                     *       "status": 429,
                     *       "code": "rate_limited",
                     *       "detail": "Too many requests.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Internal error",
                     *       "status": 500,
                     *       "code": "internal",
                     *       "detail": "Internal error.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Temporarily unavailable */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Temporarily unavailable",
                     *       "status": 503,
                     *       "code": "unavailable",
                     *       "detail": "Temporarily unavailable.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    searchProducts: {
        parameters: {
            query: {
                /** @description What is looked for, in Romanian, English or Hungarian; accents do not matter. */
                q: string;
                /** @description Rows of a page. */
                limit?: number;
                /** @description `nextCursor` of the page before. */
                cursor?: string;
            };
            header?: {
                /**
                 * @description ETags of the versions that you have. If there is none newer, the answer is 304.
                 * @example "3"
                 */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
                /**
                 * @description The mark that your last change was answered with: what is read has that change in it. Browsers send it by themselves, as a cookie.
                 * @example 16b374d848.3q2-7wAAAAAAAAAAAAAAAA
                 */
                "X-Read-After"?: components["parameters"]["ReadAfter"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchReply"];
                };
            };
            /** @description You have this version, by your If-None-Match. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad request, or Invalid input, or Missing header */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad request",
                     *       "status": 400,
                     *       "code": "bad_request",
                     *       "detail": "Bad request.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too many requests",
                     *       "status": 429,
                     *       "code": "rate_limited",
                     *       "detail": "Too many requests.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Internal error",
                     *       "status": 500,
                     *       "code": "internal",
                     *       "detail": "Internal error.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Temporarily unavailable */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Temporarily unavailable",
                     *       "status": 503,
                     *       "code": "unavailable",
                     *       "detail": "Temporarily unavailable.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    suggestProducts: {
        parameters: {
            query: {
                /** @description What is looked for, in Romanian, English or Hungarian; accents do not matter. */
                q: string;
            };
            header?: {
                /**
                 * @description ETags of the versions that you have. If there is none newer, the answer is 304.
                 * @example "3"
                 */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
                /**
                 * @description The mark that your last change was answered with: what is read has that change in it. Browsers send it by themselves, as a cookie.
                 * @example 16b374d848.3q2-7wAAAAAAAAAAAAAAAA
                 */
                "X-Read-After"?: components["parameters"]["ReadAfter"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuggestReply"];
                };
            };
            /** @description You have this version, by your If-None-Match. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad request, or Invalid input, or Missing header */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad request",
                     *       "status": 400,
                     *       "code": "bad_request",
                     *       "detail": "Bad request.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too many requests",
                     *       "status": 429,
                     *       "code": "rate_limited",
                     *       "detail": "Too many requests.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Internal error",
                     *       "status": 500,
                     *       "code": "internal",
                     *       "detail": "Internal error.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Temporarily unavailable */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Temporarily unavailable",
                     *       "status": 503,
                     *       "code": "unavailable",
                     *       "detail": "Temporarily unavailable.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPets: {
        parameters: {
            query?: {
                /** @description Rows of a page. */
                limit?: number;
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description The order. */
                sort?: "-createdAt" | "-updatedAt" | "name";
                species?: "dog" | "cat" | "rabbit" | "ferret" | "other";
                /** @description Units of `display`; without it the user's own, for guests metric. */
                units?: "metric" | "imperial";
            };
            header?: {
                /**
                 * @description The mark that your last change was answered with: what is read has that change in it. Browsers send it by themselves, as a cookie.
                 * @example 16b374d848.3q2-7wAAAAAAAAAAAAAAAA
                 */
                "X-Read-After"?: components["parameters"]["ReadAfter"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PetList"];
                };
            };
            /** @description Bad request, or Invalid input, or Missing header */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad request",
                     *       "status": 400,
                     *       "code": "bad_request",
                     *       "detail": "Bad request.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not authenticated, or Invalid signature, or Unknown shop */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not authenticated",
                     *       "status": 401,
                     *       "code": "unauthenticated",
                     *       "detail": "Not authenticated.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too many requests",
                     *       "status": 429,
                     *       "code": "rate_limited",
                     *       "detail": "Too many requests.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Internal error",
                     *       "status": 500,
                     *       "code": "internal",
                     *       "detail": "Internal error.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Temporarily unavailable */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Temporarily unavailable",
                     *       "status": 503,
                     *       "code": "unavailable",
                     *       "detail": "Temporarily unavailable.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createPet: {
        parameters: {
            query?: {
                /** @description Units of `display`; without it the user's own, for guests metric. */
                units?: "metric" | "imperial";
            };
            header?: {
                /**
                 * @description Random, and the same whenever this request is sent again: it then has one effect, and gets the reply that was kept. For another request it is refused.
                 * @example 5f0c7c1e-9f0e-4b8a-a9be-0d4c7c2f7c11
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPetInput"];
            };
        };
        responses: {
            /** @description It has been made. */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    "X-Read-After": components["headers"]["X-Read-After"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Pet"];
                };
            };
            /** @description Bad request, or Invalid input, or Missing header */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad request",
                     *       "status": 400,
                     *       "code": "bad_request",
                     *       "detail": "Bad request.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not authenticated, or Invalid signature, or Unknown shop */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not authenticated",
                     *       "status": 401,
                     *       "code": "unauthenticated",
                     *       "detail": "Not authenticated.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request took too long */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Request took too long",
                     *       "status": 408,
                     *       "code": "request_timeout",
                     *       "detail": "Request took too long.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Still being answered, or Conflict, or Out of stock */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Still being answered",
                     *       "status": 409,
                     *       "code": "idempotency_conflict",
                     *       "detail": "Still being answered.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Body too large",
                     *       "status": 413,
                     *       "code": "too_large",
                     *       "detail": "Body too large.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unsupported media type",
                     *       "status": 415,
                     *       "code": "unsupported_media_type",
                     *       "detail": "Unsupported media type.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Key used for something else */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Key used for something else",
                     *       "status": 422,
                     *       "code": "idempotency_mismatch",
                     *       "detail": "Key used for something else.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too many requests",
                     *       "status": 429,
                     *       "code": "rate_limited",
                     *       "detail": "Too many requests.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Internal error",
                     *       "status": 500,
                     *       "code": "internal",
                     *       "detail": "Internal error.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Temporarily unavailable */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Temporarily unavailable",
                     *       "status": 503,
                     *       "code": "unavailable",
                     *       "detail": "Temporarily unavailable.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readPet: {
        parameters: {
            query?: {
                /** @description Units of `display`; without it the user's own, for guests metric. */
                units?: "metric" | "imperial";
            };
            header?: {
                /**
                 * @description ETags of the versions that you have. If there is none newer, the answer is 304.
                 * @example "3"
                 */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
                /**
                 * @description The mark that your last change was answered with: what is read has that change in it. Browsers send it by themselves, as a cookie.
                 * @example 16b374d848.3q2-7wAAAAAAAAAAAAAAAA
                 */
                "X-Read-After"?: components["parameters"]["ReadAfter"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Pet"];
                };
            };
            /** @description Unchanged since the version of If-None-Match */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad request, or Invalid input, or Missing header */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad request",
                     *       "status": 400,
                     *       "code": "bad_request",
                     *       "detail": "Bad request.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not authenticated, or Invalid signature, or Unknown shop */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not authenticated",
                     *       "status": 401,
                     *       "code": "unauthenticated",
                     *       "detail": "Not authenticated.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not found",
                     *       "status": 404,
                     *       "code": "not_found",
                     *       "detail": "Not found.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too many requests",
                     *       "status": 429,
                     *       "code": "rate_limited",
                     *       "detail": "Too many requests.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Internal error",
                     *       "status": 500,
                     *       "code": "internal",
                     *       "detail": "Internal error.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Temporarily unavailable */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Temporarily unavailable",
                     *       "status": 503,
                     *       "code": "unavailable",
                     *       "detail": "Temporarily unavailable.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deletePet: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The ETag of the version that you change; `*` changes any.
                 * @example "3"
                 */
                "If-Match": components["parameters"]["IfMatch"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted */
            204: {
                headers: {
                    "X-Read-After": components["headers"]["X-Read-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad request, or Invalid input, or Missing header */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad request",
                     *       "status": 400,
                     *       "code": "bad_request",
                     *       "detail": "Bad request.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not authenticated, or Invalid signature, or Unknown shop */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not authenticated",
                     *       "status": 401,
                     *       "code": "unauthenticated",
                     *       "detail": "Not authenticated.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not found",
                     *       "status": 404,
                     *       "code": "not_found",
                     *       "detail": "Not found.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Changed meanwhile */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Changed meanwhile",
                     *       "status": 412,
                     *       "code": "precondition_failed",
                     *       "detail": "Changed meanwhile.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Version required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Version required",
                     *       "status": 428,
                     *       "code": "precondition_required",
                     *       "detail": "Version required.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too many requests",
                     *       "status": 429,
                     *       "code": "rate_limited",
                     *       "detail": "Too many requests.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Internal error",
                     *       "status": 500,
                     *       "code": "internal",
                     *       "detail": "Internal error.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Temporarily unavailable */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Temporarily unavailable",
                     *       "status": 503,
                     *       "code": "unavailable",
                     *       "detail": "Temporarily unavailable.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updatePet: {
        parameters: {
            query?: {
                /** @description Units of `display`; without it the user's own, for guests metric. */
                units?: "metric" | "imperial";
            };
            header: {
                /**
                 * @description The ETag of the version that you change; `*` changes any.
                 * @example "3"
                 */
                "If-Match": components["parameters"]["IfMatch"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PetChangesInput"];
            };
        };
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Read-After": components["headers"]["X-Read-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Pet"];
                };
            };
            /** @description Bad request, or Invalid input, or Missing header */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad request",
                     *       "status": 400,
                     *       "code": "bad_request",
                     *       "detail": "Bad request.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not authenticated, or Invalid signature, or Unknown shop */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not authenticated",
                     *       "status": 401,
                     *       "code": "unauthenticated",
                     *       "detail": "Not authenticated.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not found",
                     *       "status": 404,
                     *       "code": "not_found",
                     *       "detail": "Not found.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request took too long */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Request took too long",
                     *       "status": 408,
                     *       "code": "request_timeout",
                     *       "detail": "Request took too long.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Changed meanwhile */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Changed meanwhile",
                     *       "status": 412,
                     *       "code": "precondition_failed",
                     *       "detail": "Changed meanwhile.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Body too large",
                     *       "status": 413,
                     *       "code": "too_large",
                     *       "detail": "Body too large.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unsupported media type",
                     *       "status": 415,
                     *       "code": "unsupported_media_type",
                     *       "detail": "Unsupported media type.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Version required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Version required",
                     *       "status": 428,
                     *       "code": "precondition_required",
                     *       "detail": "Version required.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too many requests",
                     *       "status": 429,
                     *       "code": "rate_limited",
                     *       "detail": "Too many requests.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Internal error",
                     *       "status": 500,
                     *       "code": "internal",
                     *       "detail": "Internal error.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Temporarily unavailable */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Temporarily unavailable",
                     *       "status": 503,
                     *       "code": "unavailable",
                     *       "detail": "Temporarily unavailable.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    recommendSize: {
        parameters: {
            query: {
                /** @description Handle or id of the product. */
                product: string;
            };
            header?: {
                /**
                 * @description The mark that your last change was answered with: what is read has that change in it. Browsers send it by themselves, as a cookie.
                 * @example 16b374d848.3q2-7wAAAAAAAAAAAAAAAA
                 */
                "X-Read-After"?: components["parameters"]["ReadAfter"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SizeRecommendation"];
                };
            };
            /** @description Bad request, or Invalid input, or Missing header */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad request",
                     *       "status": 400,
                     *       "code": "bad_request",
                     *       "detail": "Bad request.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not authenticated, or Invalid signature, or Unknown shop */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not authenticated",
                     *       "status": 401,
                     *       "code": "unauthenticated",
                     *       "detail": "Not authenticated.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not found",
                     *       "status": 404,
                     *       "code": "not_found",
                     *       "detail": "Not found.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too many requests",
                     *       "status": 429,
                     *       "code": "rate_limited",
                     *       "detail": "Too many requests.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Internal error",
                     *       "status": 500,
                     *       "code": "internal",
                     *       "detail": "Internal error.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Temporarily unavailable */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Temporarily unavailable",
                     *       "status": 503,
                     *       "code": "unavailable",
                     *       "detail": "Temporarily unavailable.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listDesigns: {
        parameters: {
            query?: {
                /** @description Rows of a page. */
                limit?: number;
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description The order; -updatedAt when nothing is said. Not for the bin. */
                sort?: "-updatedAt" | "-createdAt" | "name";
                /** @description Only designs for this pet. */
                petId?: string;
                /** @description Only designs of this product. */
                productId?: string;
                /** @description `true` lists the bin: what was deleted in the last 30 days, last deleted first. */
                deleted?: "true" | "false";
            };
            header?: {
                /**
                 * @description The mark that your last change was answered with: what is read has that change in it. Browsers send it by themselves, as a cookie.
                 * @example 16b374d848.3q2-7wAAAAAAAAAAAAAAAA
                 */
                "X-Read-After"?: components["parameters"]["ReadAfter"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "name": "Biscuit in navy",
                     *           "petId": "0193f0a1-11d2-7a40-8b1e-64c2b0f5aa01",
                     *           "productId": "1001",
                     *           "configuration": {
                     *             "fit": {
                     *               "kind": "size",
                     *               "size": "M"
                     *             },
                     *             "strap": {
                     *               "color": "navy",
                     *               "pattern": "stripes",
                     *               "patternColor": "white"
                     *             },
                     *             "hardware": "brass",
                     *             "embroidery": {
                     *               "text": "Biscuit",
                     *               "font": "script",
                     *               "color": "white"
                     *             },
                     *             "accessories": [
                     *               "handle",
                     *               "reflective-trim"
                     *             ]
                     *           },
                     *           "id": "0193f0a4-8f0e-7c3a-9d55-2f6f3a1c7b10",
                     *           "revision": 3,
                     *           "schemaVersion": 2,
                     *           "previewUrl": "/api/v1/designs/0193f0a4-8f0e-7c3a-9d55-2f6f3a1c7b10/preview.svg",
                     *           "createdAt": "2026-11-21T09:00:00.000Z",
                     *           "updatedAt": "2026-11-21T09:00:00.000Z",
                     *           "deletedAt": null
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["Design"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Bad request, or Invalid input, or Missing header */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad request",
                     *       "status": 400,
                     *       "code": "bad_request",
                     *       "detail": "Bad request.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not authenticated, or Invalid signature, or Unknown shop */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not authenticated",
                     *       "status": 401,
                     *       "code": "unauthenticated",
                     *       "detail": "Not authenticated.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too many requests",
                     *       "status": 429,
                     *       "code": "rate_limited",
                     *       "detail": "Too many requests.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Internal error",
                     *       "status": 500,
                     *       "code": "internal",
                     *       "detail": "Internal error.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Temporarily unavailable */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Temporarily unavailable",
                     *       "status": 503,
                     *       "code": "unavailable",
                     *       "detail": "Temporarily unavailable.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createDesign: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Random, and the same whenever this request is sent again: it then has one effect, and gets the reply that was kept. For another request it is refused.
                 * @example 5f0c7c1e-9f0e-4b8a-a9be-0d4c7c2f7c11
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Biscuit in navy",
                 *       "petId": "0193f0a1-11d2-7a40-8b1e-64c2b0f5aa01",
                 *       "productId": "1001",
                 *       "configuration": {
                 *         "fit": {
                 *           "kind": "size",
                 *           "size": "M"
                 *         },
                 *         "strap": {
                 *           "color": "navy",
                 *           "pattern": "stripes",
                 *           "patternColor": "white"
                 *         },
                 *         "hardware": "brass",
                 *         "embroidery": {
                 *           "text": "Biscuit",
                 *           "font": "script",
                 *           "color": "white"
                 *         },
                 *         "accessories": [
                 *           "handle",
                 *           "reflective-trim"
                 *         ]
                 *       }
                 *     }
                 */
                "application/json": {
                    name: string;
                    /** @default null */
                    petId?: string | null;
                    productId: string;
                    configuration: components["schemas"]["DesignConfigurationInput"];
                };
            };
        };
        responses: {
            /** @description It has been made. */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    "X-Read-After": components["headers"]["X-Read-After"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Design"];
                };
            };
            /** @description Bad request, or Invalid input, or Missing header */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad request",
                     *       "status": 400,
                     *       "code": "bad_request",
                     *       "detail": "Bad request.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not authenticated, or Invalid signature, or Unknown shop */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not authenticated",
                     *       "status": 401,
                     *       "code": "unauthenticated",
                     *       "detail": "Not authenticated.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request took too long */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Request took too long",
                     *       "status": 408,
                     *       "code": "request_timeout",
                     *       "detail": "Request took too long.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Still being answered, or Conflict, or Out of stock */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Still being answered",
                     *       "status": 409,
                     *       "code": "idempotency_conflict",
                     *       "detail": "Still being answered.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Body too large",
                     *       "status": 413,
                     *       "code": "too_large",
                     *       "detail": "Body too large.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unsupported media type",
                     *       "status": 415,
                     *       "code": "unsupported_media_type",
                     *       "detail": "Unsupported media type.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Key used for something else */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Key used for something else",
                     *       "status": 422,
                     *       "code": "idempotency_mismatch",
                     *       "detail": "Key used for something else.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too many requests",
                     *       "status": 429,
                     *       "code": "rate_limited",
                     *       "detail": "Too many requests.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Internal error",
                     *       "status": 500,
                     *       "code": "internal",
                     *       "detail": "Internal error.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Temporarily unavailable */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Temporarily unavailable",
                     *       "status": 503,
                     *       "code": "unavailable",
                     *       "detail": "Temporarily unavailable.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDesign: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ETags of the versions that you have. If there is none newer, the answer is 304.
                 * @example "3"
                 */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
                /**
                 * @description The mark that your last change was answered with: what is read has that change in it. Browsers send it by themselves, as a cookie.
                 * @example 16b374d848.3q2-7wAAAAAAAAAAAAAAAA
                 */
                "X-Read-After"?: components["parameters"]["ReadAfter"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Design"];
                };
            };
            /** @description You have the newest revision. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad request, or Invalid input, or Missing header */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad request",
                     *       "status": 400,
                     *       "code": "bad_request",
                     *       "detail": "Bad request.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not authenticated, or Invalid signature, or Unknown shop */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not authenticated",
                     *       "status": 401,
                     *       "code": "unauthenticated",
                     *       "detail": "Not authenticated.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not found",
                     *       "status": 404,
                     *       "code": "not_found",
                     *       "detail": "Not found.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too many requests",
                     *       "status": 429,
                     *       "code": "rate_limited",
                     *       "detail": "Too many requests.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Internal error",
                     *       "status": 500,
                     *       "code": "internal",
                     *       "detail": "Internal error.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Temporarily unavailable */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Temporarily unavailable",
                     *       "status": 503,
                     *       "code": "unavailable",
                     *       "detail": "Temporarily unavailable.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteDesign: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The ETag of the version that you change; `*` changes any.
                 * @example "3"
                 */
                "If-Match": components["parameters"]["IfMatch"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is in the bin. */
            204: {
                headers: {
                    "X-Read-After": components["headers"]["X-Read-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad request, or Invalid input, or Missing header */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad request",
                     *       "status": 400,
                     *       "code": "bad_request",
                     *       "detail": "Bad request.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not authenticated, or Invalid signature, or Unknown shop */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not authenticated",
                     *       "status": 401,
                     *       "code": "unauthenticated",
                     *       "detail": "Not authenticated.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not found",
                     *       "status": 404,
                     *       "code": "not_found",
                     *       "detail": "Not found.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Changed meanwhile */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Changed meanwhile",
                     *       "status": 412,
                     *       "code": "precondition_failed",
                     *       "detail": "Changed meanwhile.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Version required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Version required",
                     *       "status": 428,
                     *       "code": "precondition_required",
                     *       "detail": "Version required.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too many requests",
                     *       "status": 429,
                     *       "code": "rate_limited",
                     *       "detail": "Too many requests.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Internal error",
                     *       "status": 500,
                     *       "code": "internal",
                     *       "detail": "Internal error.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Temporarily unavailable */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Temporarily unavailable",
                     *       "status": 503,
                     *       "code": "unavailable",
                     *       "detail": "Temporarily unavailable.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateDesign: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The ETag of the version that you change; `*` changes any.
                 * @example "3"
                 */
                "If-Match": components["parameters"]["IfMatch"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Biscuit in navy and brass"
                 *     }
                 */
                "application/json": {
                    name?: string;
                    petId?: string | null;
                    configuration?: components["schemas"]["DesignConfigurationInput"];
                };
            };
        };
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Read-After": components["headers"]["X-Read-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Design"];
                };
            };
            /** @description Bad request, or Invalid input, or Missing header */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad request",
                     *       "status": 400,
                     *       "code": "bad_request",
                     *       "detail": "Bad request.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not authenticated, or Invalid signature, or Unknown shop */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not authenticated",
                     *       "status": 401,
                     *       "code": "unauthenticated",
                     *       "detail": "Not authenticated.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not found",
                     *       "status": 404,
                     *       "code": "not_found",
                     *       "detail": "Not found.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request took too long */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Request took too long",
                     *       "status": 408,
                     *       "code": "request_timeout",
                     *       "detail": "Request took too long.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Changed meanwhile */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Changed meanwhile",
                     *       "status": 412,
                     *       "code": "precondition_failed",
                     *       "detail": "Changed meanwhile.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Body too large",
                     *       "status": 413,
                     *       "code": "too_large",
                     *       "detail": "Body too large.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unsupported media type",
                     *       "status": 415,
                     *       "code": "unsupported_media_type",
                     *       "detail": "Unsupported media type.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Version required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Version required",
                     *       "status": 428,
                     *       "code": "precondition_required",
                     *       "detail": "Version required.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too many requests",
                     *       "status": 429,
                     *       "code": "rate_limited",
                     *       "detail": "Too many requests.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Internal error",
                     *       "status": 500,
                     *       "code": "internal",
                     *       "detail": "Internal error.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Temporarily unavailable */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Temporarily unavailable",
                     *       "status": 503,
                     *       "code": "unavailable",
                     *       "detail": "Temporarily unavailable.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    restoreDesign: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Random, and the same whenever this request is sent again: it then has one effect, and gets the reply that was kept. For another request it is refused.
                 * @example 5f0c7c1e-9f0e-4b8a-a9be-0d4c7c2f7c11
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Read-After": components["headers"]["X-Read-After"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Design"];
                };
            };
            /** @description Bad request, or Invalid input, or Missing header */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad request",
                     *       "status": 400,
                     *       "code": "bad_request",
                     *       "detail": "Bad request.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not authenticated, or Invalid signature, or Unknown shop */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not authenticated",
                     *       "status": 401,
                     *       "code": "unauthenticated",
                     *       "detail": "Not authenticated.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not found",
                     *       "status": 404,
                     *       "code": "not_found",
                     *       "detail": "Not found.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request took too long */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Request took too long",
                     *       "status": 408,
                     *       "code": "request_timeout",
                     *       "detail": "Request took too long.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Still being answered, or Conflict, or Out of stock */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Still being answered",
                     *       "status": 409,
                     *       "code": "idempotency_conflict",
                     *       "detail": "Still being answered.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Body too large",
                     *       "status": 413,
                     *       "code": "too_large",
                     *       "detail": "Body too large.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unsupported media type",
                     *       "status": 415,
                     *       "code": "unsupported_media_type",
                     *       "detail": "Unsupported media type.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Key used for something else */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Key used for something else",
                     *       "status": 422,
                     *       "code": "idempotency_mismatch",
                     *       "detail": "Key used for something else.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too many requests",
                     *       "status": 429,
                     *       "code": "rate_limited",
                     *       "detail": "Too many requests.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Internal error",
                     *       "status": 500,
                     *       "code": "internal",
                     *       "detail": "Internal error.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Temporarily unavailable */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Temporarily unavailable",
                     *       "status": 503,
                     *       "code": "unavailable",
                     *       "detail": "Temporarily unavailable.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    duplicateDesign: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Random, and the same whenever this request is sent again: it then has one effect, and gets the reply that was kept. For another request it is refused.
                 * @example 5f0c7c1e-9f0e-4b8a-a9be-0d4c7c2f7c11
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It has been made. */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    "X-Read-After": components["headers"]["X-Read-After"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Design"];
                };
            };
            /** @description Bad request, or Invalid input, or Missing header */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad request",
                     *       "status": 400,
                     *       "code": "bad_request",
                     *       "detail": "Bad request.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not authenticated, or Invalid signature, or Unknown shop */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not authenticated",
                     *       "status": 401,
                     *       "code": "unauthenticated",
                     *       "detail": "Not authenticated.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not found",
                     *       "status": 404,
                     *       "code": "not_found",
                     *       "detail": "Not found.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request took too long */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Request took too long",
                     *       "status": 408,
                     *       "code": "request_timeout",
                     *       "detail": "Request took too long.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Still being answered, or Conflict, or Out of stock */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Still being answered",
                     *       "status": 409,
                     *       "code": "idempotency_conflict",
                     *       "detail": "Still being answered.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Body too large",
                     *       "status": 413,
                     *       "code": "too_large",
                     *       "detail": "Body too large.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unsupported media type",
                     *       "status": 415,
                     *       "code": "unsupported_media_type",
                     *       "detail": "Unsupported media type.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Key used for something else */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Key used for something else",
                     *       "status": 422,
                     *       "code": "idempotency_mismatch",
                     *       "detail": "Key used for something else.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too many requests",
                     *       "status": 429,
                     *       "code": "rate_limited",
                     *       "detail": "Too many requests.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Internal error",
                     *       "status": 500,
                     *       "code": "internal",
                     *       "detail": "Internal error.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Temporarily unavailable */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Temporarily unavailable",
                     *       "status": 503,
                     *       "code": "unavailable",
                     *       "detail": "Temporarily unavailable.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listDesignRevisions: {
        parameters: {
            query?: {
                /** @description Rows of a page. */
                limit?: number;
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description The order. */
                sort?: "-revision";
            };
            header?: {
                /**
                 * @description The mark that your last change was answered with: what is read has that change in it. Browsers send it by themselves, as a cookie.
                 * @example 16b374d848.3q2-7wAAAAAAAAAAAAAAAA
                 */
                "X-Read-After"?: components["parameters"]["ReadAfter"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "name": "Biscuit in navy",
                     *           "petId": "0193f0a1-11d2-7a40-8b1e-64c2b0f5aa01",
                     *           "productId": "1001",
                     *           "configuration": {
                     *             "fit": {
                     *               "kind": "size",
                     *               "size": "M"
                     *             },
                     *             "strap": {
                     *               "color": "navy",
                     *               "pattern": "stripes",
                     *               "patternColor": "white"
                     *             },
                     *             "hardware": "brass",
                     *             "embroidery": {
                     *               "text": "Biscuit",
                     *               "font": "script",
                     *               "color": "white"
                     *             },
                     *             "accessories": [
                     *               "handle",
                     *               "reflective-trim"
                     *             ]
                     *           },
                     *           "revision": 3,
                     *           "schemaVersion": 2,
                     *           "restoredFrom": 1,
                     *           "createdAt": "2026-11-21T09:00:00.000Z"
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["DesignRevision"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Bad request, or Invalid input, or Missing header */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad request",
                     *       "status": 400,
                     *       "code": "bad_request",
                     *       "detail": "Bad request.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not authenticated, or Invalid signature, or Unknown shop */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not authenticated",
                     *       "status": 401,
                     *       "code": "unauthenticated",
                     *       "detail": "Not authenticated.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not found",
                     *       "status": 404,
                     *       "code": "not_found",
                     *       "detail": "Not found.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too many requests",
                     *       "status": 429,
                     *       "code": "rate_limited",
                     *       "detail": "Too many requests.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Internal error",
                     *       "status": 500,
                     *       "code": "internal",
                     *       "detail": "Internal error.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Temporarily unavailable */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Temporarily unavailable",
                     *       "status": 503,
                     *       "code": "unavailable",
                     *       "detail": "Temporarily unavailable.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDesignRevision: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ETags of the versions that you have. If there is none newer, the answer is 304.
                 * @example "3"
                 */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
                /**
                 * @description The mark that your last change was answered with: what is read has that change in it. Browsers send it by themselves, as a cookie.
                 * @example 16b374d848.3q2-7wAAAAAAAAAAAAAAAA
                 */
                "X-Read-After"?: components["parameters"]["ReadAfter"];
            };
            path: {
                id: string;
                revision: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DesignRevision"];
                };
            };
            /** @description You have it. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad request, or Invalid input, or Missing header */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad request",
                     *       "status": 400,
                     *       "code": "bad_request",
                     *       "detail": "Bad request.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not authenticated, or Invalid signature, or Unknown shop */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not authenticated",
                     *       "status": 401,
                     *       "code": "unauthenticated",
                     *       "detail": "Not authenticated.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not found",
                     *       "status": 404,
                     *       "code": "not_found",
                     *       "detail": "Not found.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too many requests",
                     *       "status": 429,
                     *       "code": "rate_limited",
                     *       "detail": "Too many requests.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Internal error",
                     *       "status": 500,
                     *       "code": "internal",
                     *       "detail": "Internal error.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Temporarily unavailable */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Temporarily unavailable",
                     *       "status": 503,
                     *       "code": "unavailable",
                     *       "detail": "Temporarily unavailable.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    restoreDesignRevision: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Random, and the same whenever this request is sent again: it then has one effect, and gets the reply that was kept. For another request it is refused.
                 * @example 5f0c7c1e-9f0e-4b8a-a9be-0d4c7c2f7c11
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description The ETag of the version that you change; `*` changes any.
                 * @example "3"
                 */
                "If-Match"?: components["parameters"]["IfMatchOptional"];
            };
            path: {
                id: string;
                revision: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Read-After": components["headers"]["X-Read-After"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Design"];
                };
            };
            /** @description Bad request, or Invalid input, or Missing header */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad request",
                     *       "status": 400,
                     *       "code": "bad_request",
                     *       "detail": "Bad request.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not authenticated, or Invalid signature, or Unknown shop */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not authenticated",
                     *       "status": 401,
                     *       "code": "unauthenticated",
                     *       "detail": "Not authenticated.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not found",
                     *       "status": 404,
                     *       "code": "not_found",
                     *       "detail": "Not found.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request took too long */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Request took too long",
                     *       "status": 408,
                     *       "code": "request_timeout",
                     *       "detail": "Request took too long.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Still being answered, or Conflict, or Out of stock */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Still being answered",
                     *       "status": 409,
                     *       "code": "idempotency_conflict",
                     *       "detail": "Still being answered.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Changed meanwhile */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Changed meanwhile",
                     *       "status": 412,
                     *       "code": "precondition_failed",
                     *       "detail": "Changed meanwhile.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Body too large",
                     *       "status": 413,
                     *       "code": "too_large",
                     *       "detail": "Body too large.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unsupported media type",
                     *       "status": 415,
                     *       "code": "unsupported_media_type",
                     *       "detail": "Unsupported media type.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Key used for something else */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Key used for something else",
                     *       "status": 422,
                     *       "code": "idempotency_mismatch",
                     *       "detail": "Key used for something else.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too many requests",
                     *       "status": 429,
                     *       "code": "rate_limited",
                     *       "detail": "Too many requests.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Internal error",
                     *       "status": 500,
                     *       "code": "internal",
                     *       "detail": "Internal error.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Temporarily unavailable */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Temporarily unavailable",
                     *       "status": 503,
                     *       "code": "unavailable",
                     *       "detail": "Temporarily unavailable.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listDesignShares: {
        parameters: {
            query?: {
                /** @description Rows of a page. */
                limit?: number;
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description The order. */
                sort?: "-createdAt";
            };
            header?: {
                /**
                 * @description The mark that your last change was answered with: what is read has that change in it. Browsers send it by themselves, as a cookie.
                 * @example 16b374d848.3q2-7wAAAAAAAAAAAAAAAA
                 */
                "X-Read-After"?: components["parameters"]["ReadAfter"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "0193f0b2-55aa-7e10-9a01-c0ffee5eed01",
                     *           "createdAt": "2026-11-21T09:00:00.000Z",
                     *           "expiresAt": "2026-12-21T09:00:00.000Z",
                     *           "revokedAt": null
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["DesignShare"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Bad request, or Invalid input, or Missing header */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad request",
                     *       "status": 400,
                     *       "code": "bad_request",
                     *       "detail": "Bad request.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not authenticated, or Invalid signature, or Unknown shop */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not authenticated",
                     *       "status": 401,
                     *       "code": "unauthenticated",
                     *       "detail": "Not authenticated.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not found",
                     *       "status": 404,
                     *       "code": "not_found",
                     *       "detail": "Not found.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too many requests",
                     *       "status": 429,
                     *       "code": "rate_limited",
                     *       "detail": "Too many requests.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Internal error",
                     *       "status": 500,
                     *       "code": "internal",
                     *       "detail": "Internal error.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Temporarily unavailable */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Temporarily unavailable",
                     *       "status": 503,
                     *       "code": "unavailable",
                     *       "detail": "Temporarily unavailable.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createDesignShare: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Random, and the same whenever this request is sent again: it then has one effect, and gets the reply that was kept. For another request it is refused.
                 * @example 5f0c7c1e-9f0e-4b8a-a9be-0d4c7c2f7c11
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "expiresInDays": 30
                 *     }
                 */
                "application/json": {
                    /** @default 30 */
                    expiresInDays?: number;
                };
            };
        };
        responses: {
            /** @description It has been made. */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    "X-Read-After": components["headers"]["X-Read-After"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedDesignShare"];
                };
            };
            /** @description Bad request, or Invalid input, or Missing header */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad request",
                     *       "status": 400,
                     *       "code": "bad_request",
                     *       "detail": "Bad request.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not authenticated, or Invalid signature, or Unknown shop */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not authenticated",
                     *       "status": 401,
                     *       "code": "unauthenticated",
                     *       "detail": "Not authenticated.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not found",
                     *       "status": 404,
                     *       "code": "not_found",
                     *       "detail": "Not found.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request took too long */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Request took too long",
                     *       "status": 408,
                     *       "code": "request_timeout",
                     *       "detail": "Request took too long.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Still being answered, or Conflict, or Out of stock */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Still being answered",
                     *       "status": 409,
                     *       "code": "idempotency_conflict",
                     *       "detail": "Still being answered.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Body too large",
                     *       "status": 413,
                     *       "code": "too_large",
                     *       "detail": "Body too large.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unsupported media type",
                     *       "status": 415,
                     *       "code": "unsupported_media_type",
                     *       "detail": "Unsupported media type.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Key used for something else */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Key used for something else",
                     *       "status": 422,
                     *       "code": "idempotency_mismatch",
                     *       "detail": "Key used for something else.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too many requests",
                     *       "status": 429,
                     *       "code": "rate_limited",
                     *       "detail": "Too many requests.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Internal error",
                     *       "status": 500,
                     *       "code": "internal",
                     *       "detail": "Internal error.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Temporarily unavailable */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Temporarily unavailable",
                     *       "status": 503,
                     *       "code": "unavailable",
                     *       "detail": "Temporarily unavailable.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeDesignShare: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                shareId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The link does not work any more. */
            204: {
                headers: {
                    "X-Read-After": components["headers"]["X-Read-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad request, or Invalid input, or Missing header */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad request",
                     *       "status": 400,
                     *       "code": "bad_request",
                     *       "detail": "Bad request.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not authenticated, or Invalid signature, or Unknown shop */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not authenticated",
                     *       "status": 401,
                     *       "code": "unauthenticated",
                     *       "detail": "Not authenticated.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not found",
                     *       "status": 404,
                     *       "code": "not_found",
                     *       "detail": "Not found.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too many requests",
                     *       "status": 429,
                     *       "code": "rate_limited",
                     *       "detail": "Too many requests.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Internal error",
                     *       "status": 500,
                     *       "code": "internal",
                     *       "detail": "Internal error.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Temporarily unavailable */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Temporarily unavailable",
                     *       "status": 503,
                     *       "code": "unavailable",
                     *       "detail": "Temporarily unavailable.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDesignPreviewSvg: {
        parameters: {
            query?: {
                /** @description With it the picture may be kept for a year: a revision never changes. Without it: the newest. */
                revision?: number;
            };
            header?: {
                /**
                 * @description ETags of the versions that you have. If there is none newer, the answer is 304.
                 * @example "3"
                 */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
                /**
                 * @description The mark that your last change was answered with: what is read has that change in it. Browsers send it by themselves, as a cookie.
                 * @example 16b374d848.3q2-7wAAAAAAAAAAAAAAAA
                 */
                "X-Read-After"?: components["parameters"]["ReadAfter"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The picture */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "image/svg+xml": string;
                };
            };
            /** @description It is as you have it. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad request, or Invalid input, or Missing header */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad request",
                     *       "status": 400,
                     *       "code": "bad_request",
                     *       "detail": "Bad request.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not authenticated, or Invalid signature, or Unknown shop */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not authenticated",
                     *       "status": 401,
                     *       "code": "unauthenticated",
                     *       "detail": "Not authenticated.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not found",
                     *       "status": 404,
                     *       "code": "not_found",
                     *       "detail": "Not found.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too many requests",
                     *       "status": 429,
                     *       "code": "rate_limited",
                     *       "detail": "Too many requests.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Internal error",
                     *       "status": 500,
                     *       "code": "internal",
                     *       "detail": "Internal error.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Temporarily unavailable */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Temporarily unavailable",
                     *       "status": 503,
                     *       "code": "unavailable",
                     *       "detail": "Temporarily unavailable.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDesignPreviewPng: {
        parameters: {
            query?: {
                /** @description With it the picture may be kept for a year: a revision never changes. Without it: the newest. */
                revision?: number;
            };
            header?: {
                /**
                 * @description ETags of the versions that you have. If there is none newer, the answer is 304.
                 * @example "3"
                 */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
                /**
                 * @description The mark that your last change was answered with: what is read has that change in it. Browsers send it by themselves, as a cookie.
                 * @example 16b374d848.3q2-7wAAAAAAAAAAAAAAAA
                 */
                "X-Read-After"?: components["parameters"]["ReadAfter"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The picture */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "image/png": string;
                };
            };
            /** @description It is as you have it. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad request, or Invalid input, or Missing header */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad request",
                     *       "status": 400,
                     *       "code": "bad_request",
                     *       "detail": "Bad request.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not authenticated, or Invalid signature, or Unknown shop */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not authenticated",
                     *       "status": 401,
                     *       "code": "unauthenticated",
                     *       "detail": "Not authenticated.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not found",
                     *       "status": 404,
                     *       "code": "not_found",
                     *       "detail": "Not found.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too many requests",
                     *       "status": 429,
                     *       "code": "rate_limited",
                     *       "detail": "Too many requests.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Internal error",
                     *       "status": 500,
                     *       "code": "internal",
                     *       "detail": "Internal error.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Temporarily unavailable */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Temporarily unavailable",
                     *       "status": 503,
                     *       "code": "unavailable",
                     *       "detail": "Temporarily unavailable.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDesignPrice: {
        parameters: {
            query?: {
                /** @description How many harnesses. */
                quantity?: number;
            };
            header?: {
                /**
                 * @description The mark that your last change was answered with: what is read has that change in it. Browsers send it by themselves, as a cookie.
                 * @example 16b374d848.3q2-7wAAAAAAAAAAAAAAAA
                 */
                "X-Read-After"?: components["parameters"]["ReadAfter"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DesignPrice"];
                };
            };
            /** @description Bad request, or Invalid input, or Missing header */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad request",
                     *       "status": 400,
                     *       "code": "bad_request",
                     *       "detail": "Bad request.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not authenticated, or Invalid signature, or Unknown shop */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not authenticated",
                     *       "status": 401,
                     *       "code": "unauthenticated",
                     *       "detail": "Not authenticated.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not found",
                     *       "status": 404,
                     *       "code": "not_found",
                     *       "detail": "Not found.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Still being answered, or Conflict, or Out of stock */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Still being answered",
                     *       "status": 409,
                     *       "code": "idempotency_conflict",
                     *       "detail": "Still being answered.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too many requests",
                     *       "status": 429,
                     *       "code": "rate_limited",
                     *       "detail": "Too many requests.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Internal error",
                     *       "status": 500,
                     *       "code": "internal",
                     *       "detail": "Internal error.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Temporarily unavailable */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Temporarily unavailable",
                     *       "status": 503,
                     *       "code": "unavailable",
                     *       "detail": "Temporarily unavailable.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createDesignCheckout: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Random, and the same whenever this request is sent again: it then has one effect, and gets the reply that was kept. For another request it is refused.
                 * @example 5f0c7c1e-9f0e-4b8a-a9be-0d4c7c2f7c11
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "quantity": 1
                 *     }
                 */
                "application/json": {
                    /**
                     * @description How many harnesses.
                     * @default 1
                     */
                    quantity?: number;
                };
            };
        };
        responses: {
            /** @description It was open already. */
            200: {
                headers: {
                    "X-Read-After": components["headers"]["X-Read-After"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Checkout"];
                };
            };
            /** @description It has been made. */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    "X-Read-After": components["headers"]["X-Read-After"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Checkout"];
                };
            };
            /** @description Bad request, or Invalid input, or Missing header */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad request",
                     *       "status": 400,
                     *       "code": "bad_request",
                     *       "detail": "Bad request.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not authenticated, or Invalid signature, or Unknown shop */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not authenticated",
                     *       "status": 401,
                     *       "code": "unauthenticated",
                     *       "detail": "Not authenticated.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not found",
                     *       "status": 404,
                     *       "code": "not_found",
                     *       "detail": "Not found.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request took too long */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Request took too long",
                     *       "status": 408,
                     *       "code": "request_timeout",
                     *       "detail": "Request took too long.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Still being answered, or Conflict, or Out of stock */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Still being answered",
                     *       "status": 409,
                     *       "code": "idempotency_conflict",
                     *       "detail": "Still being answered.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Body too large",
                     *       "status": 413,
                     *       "code": "too_large",
                     *       "detail": "Body too large.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unsupported media type",
                     *       "status": 415,
                     *       "code": "unsupported_media_type",
                     *       "detail": "Unsupported media type.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Key used for something else */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Key used for something else",
                     *       "status": 422,
                     *       "code": "idempotency_mismatch",
                     *       "detail": "Key used for something else.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too many requests",
                     *       "status": 429,
                     *       "code": "rate_limited",
                     *       "detail": "Too many requests.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Internal error",
                     *       "status": 500,
                     *       "code": "internal",
                     *       "detail": "Internal error.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Temporarily unavailable */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Temporarily unavailable",
                     *       "status": 503,
                     *       "code": "unavailable",
                     *       "detail": "Temporarily unavailable.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCheckout: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The mark that your last change was answered with: what is read has that change in it. Browsers send it by themselves, as a cookie.
                 * @example 16b374d848.3q2-7wAAAAAAAAAAAAAAAA
                 */
                "X-Read-After"?: components["parameters"]["ReadAfter"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Checkout"];
                };
            };
            /** @description Bad request, or Invalid input, or Missing header */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad request",
                     *       "status": 400,
                     *       "code": "bad_request",
                     *       "detail": "Bad request.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not authenticated, or Invalid signature, or Unknown shop */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not authenticated",
                     *       "status": 401,
                     *       "code": "unauthenticated",
                     *       "detail": "Not authenticated.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not found",
                     *       "status": 404,
                     *       "code": "not_found",
                     *       "detail": "Not found.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too many requests",
                     *       "status": 429,
                     *       "code": "rate_limited",
                     *       "detail": "Too many requests.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Internal error",
                     *       "status": 500,
                     *       "code": "internal",
                     *       "detail": "Internal error.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Temporarily unavailable */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Temporarily unavailable",
                     *       "status": 503,
                     *       "code": "unavailable",
                     *       "detail": "Temporarily unavailable.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    claimGuestSession: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Random, and the same whenever this request is sent again: it then has one effect, and gets the reply that was kept. For another request it is refused.
                 * @example 5f0c7c1e-9f0e-4b8a-a9be-0d4c7c2f7c11
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "refreshToken": "q3bG0rYy1m0v5bD4k7b2Xw8s6cJ9tLzPn1eRfUaHiKM"
                 *     }
                 */
                "application/json": {
                    refreshToken: string;
                };
            };
        };
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    "X-Read-After": components["headers"]["X-Read-After"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Claim"];
                };
            };
            /** @description Bad request, or Invalid input, or Missing header */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad request",
                     *       "status": 400,
                     *       "code": "bad_request",
                     *       "detail": "Bad request.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not authenticated, or Invalid signature, or Unknown shop */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not authenticated",
                     *       "status": 401,
                     *       "code": "unauthenticated",
                     *       "detail": "Not authenticated.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not allowed",
                     *       "status": 403,
                     *       "code": "forbidden",
                     *       "detail": "Not allowed.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not found",
                     *       "status": 404,
                     *       "code": "not_found",
                     *       "detail": "Not found.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request took too long */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Request took too long",
                     *       "status": 408,
                     *       "code": "request_timeout",
                     *       "detail": "Request took too long.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Still being answered, or Conflict, or Out of stock */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Still being answered",
                     *       "status": 409,
                     *       "code": "idempotency_conflict",
                     *       "detail": "Still being answered.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Body too large",
                     *       "status": 413,
                     *       "code": "too_large",
                     *       "detail": "Body too large.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unsupported media type",
                     *       "status": 415,
                     *       "code": "unsupported_media_type",
                     *       "detail": "Unsupported media type.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Key used for something else */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Key used for something else",
                     *       "status": 422,
                     *       "code": "idempotency_mismatch",
                     *       "detail": "Key used for something else.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too many requests",
                     *       "status": 429,
                     *       "code": "rate_limited",
                     *       "detail": "Too many requests.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Internal error",
                     *       "status": 500,
                     *       "code": "internal",
                     *       "detail": "Internal error.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Temporarily unavailable */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Temporarily unavailable",
                     *       "status": 503,
                     *       "code": "unavailable",
                     *       "detail": "Temporarily unavailable.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getMe: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ETags of the versions that you have. If there is none newer, the answer is 304.
                 * @example "3"
                 */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
                /**
                 * @description The mark that your last change was answered with: what is read has that change in it. Browsers send it by themselves, as a cookie.
                 * @example 16b374d848.3q2-7wAAAAAAAAAAAAAAAA
                 */
                "X-Read-After"?: components["parameters"]["ReadAfter"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Profile"];
                };
            };
            /** @description As in If-None-Match. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad request, or Invalid input, or Missing header */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad request",
                     *       "status": 400,
                     *       "code": "bad_request",
                     *       "detail": "Bad request.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not authenticated, or Invalid signature, or Unknown shop */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not authenticated",
                     *       "status": 401,
                     *       "code": "unauthenticated",
                     *       "detail": "Not authenticated.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not allowed",
                     *       "status": 403,
                     *       "code": "forbidden",
                     *       "detail": "Not allowed.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too many requests",
                     *       "status": 429,
                     *       "code": "rate_limited",
                     *       "detail": "Too many requests.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Internal error",
                     *       "status": 500,
                     *       "code": "internal",
                     *       "detail": "Internal error.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Temporarily unavailable */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Temporarily unavailable",
                     *       "status": 503,
                     *       "code": "unavailable",
                     *       "detail": "Temporarily unavailable.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "confirm": "delete my account"
                 *     }
                 */
                "application/json": {
                    /**
                     * @description Word for word: there is no way back.
                     * @enum {string}
                     */
                    confirm: "delete my account";
                };
            };
        };
        responses: {
            /** @description Nothing is left. */
            204: {
                headers: {
                    "X-Read-After": components["headers"]["X-Read-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad request, or Invalid input, or Missing header */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad request",
                     *       "status": 400,
                     *       "code": "bad_request",
                     *       "detail": "Bad request.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not authenticated, or Invalid signature, or Unknown shop */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not authenticated",
                     *       "status": 401,
                     *       "code": "unauthenticated",
                     *       "detail": "Not authenticated.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not allowed",
                     *       "status": 403,
                     *       "code": "forbidden",
                     *       "detail": "Not allowed.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request took too long */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Request took too long",
                     *       "status": 408,
                     *       "code": "request_timeout",
                     *       "detail": "Request took too long.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Body too large",
                     *       "status": 413,
                     *       "code": "too_large",
                     *       "detail": "Body too large.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unsupported media type",
                     *       "status": 415,
                     *       "code": "unsupported_media_type",
                     *       "detail": "Unsupported media type.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too many requests",
                     *       "status": 429,
                     *       "code": "rate_limited",
                     *       "detail": "Too many requests.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Internal error",
                     *       "status": 500,
                     *       "code": "internal",
                     *       "detail": "Internal error.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Temporarily unavailable */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Temporarily unavailable",
                     *       "status": 503,
                     *       "code": "unavailable",
                     *       "detail": "Temporarily unavailable.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateMe: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The ETag of the version that you change; `*` changes any.
                 * @example "3"
                 */
                "If-Match": components["parameters"]["IfMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Ilona",
                 *       "locale": "hu",
                 *       "marketingConsent": true
                 *     }
                 */
                "application/json": {
                    /** @description null: use the name at Clerk again. */
                    name?: string | null;
                    /** @enum {string} */
                    locale?: "ro" | "en" | "hu";
                    /** @enum {string} */
                    units?: "metric" | "imperial";
                    marketingConsent?: boolean;
                };
            };
        };
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Read-After": components["headers"]["X-Read-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Profile"];
                };
            };
            /** @description Bad request, or Invalid input, or Missing header */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad request",
                     *       "status": 400,
                     *       "code": "bad_request",
                     *       "detail": "Bad request.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not authenticated, or Invalid signature, or Unknown shop */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not authenticated",
                     *       "status": 401,
                     *       "code": "unauthenticated",
                     *       "detail": "Not authenticated.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not allowed",
                     *       "status": 403,
                     *       "code": "forbidden",
                     *       "detail": "Not allowed.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request took too long */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Request took too long",
                     *       "status": 408,
                     *       "code": "request_timeout",
                     *       "detail": "Request took too long.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Changed meanwhile */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Changed meanwhile",
                     *       "status": 412,
                     *       "code": "precondition_failed",
                     *       "detail": "Changed meanwhile.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Body too large",
                     *       "status": 413,
                     *       "code": "too_large",
                     *       "detail": "Body too large.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unsupported media type",
                     *       "status": 415,
                     *       "code": "unsupported_media_type",
                     *       "detail": "Unsupported media type.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Version required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Version required",
                     *       "status": 428,
                     *       "code": "precondition_required",
                     *       "detail": "Version required.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too many requests",
                     *       "status": 429,
                     *       "code": "rate_limited",
                     *       "detail": "Too many requests.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Internal error",
                     *       "status": 500,
                     *       "code": "internal",
                     *       "detail": "Internal error.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Temporarily unavailable */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Temporarily unavailable",
                     *       "status": 503,
                     *       "code": "unavailable",
                     *       "detail": "Temporarily unavailable.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    exportMe: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The mark that your last change was answered with: what is read has that change in it. Browsers send it by themselves, as a cookie.
                 * @example 16b374d848.3q2-7wAAAAAAAAAAAAAAAA
                 */
                "X-Read-After"?: components["parameters"]["ReadAfter"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountExport"];
                };
            };
            /** @description Bad request, or Invalid input, or Missing header */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad request",
                     *       "status": 400,
                     *       "code": "bad_request",
                     *       "detail": "Bad request.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not authenticated, or Invalid signature, or Unknown shop */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not authenticated",
                     *       "status": 401,
                     *       "code": "unauthenticated",
                     *       "detail": "Not authenticated.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not allowed",
                     *       "status": 403,
                     *       "code": "forbidden",
                     *       "detail": "Not allowed.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too many requests",
                     *       "status": 429,
                     *       "code": "rate_limited",
                     *       "detail": "Too many requests.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Internal error",
                     *       "status": 500,
                     *       "code": "internal",
                     *       "detail": "Internal error.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Temporarily unavailable */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Temporarily unavailable",
                     *       "status": 503,
                     *       "code": "unavailable",
                     *       "detail": "Temporarily unavailable.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    requestAccountExport: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Random, and the same whenever this request is sent again: it then has one effect, and gets the reply that was kept. For another request it is refused.
                 * @example 5f0c7c1e-9f0e-4b8a-a9be-0d4c7c2f7c11
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It has been made. */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    "X-Read-After": components["headers"]["X-Read-After"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01934b1e-7a8c-8f00-9d3e-2b1f4c5d6e7f",
                     *       "status": "pending",
                     *       "createdAt": "2026-11-21T09:30:00.000Z",
                     *       "availableUntil": null
                     *     }
                     */
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** @enum {string} */
                        status: "pending" | "ready";
                        /** Format: date-time */
                        createdAt: string;
                        availableUntil: string | null;
                    };
                };
            };
            /** @description Bad request, or Invalid input, or Missing header */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad request",
                     *       "status": 400,
                     *       "code": "bad_request",
                     *       "detail": "Bad request.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not authenticated, or Invalid signature, or Unknown shop */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not authenticated",
                     *       "status": 401,
                     *       "code": "unauthenticated",
                     *       "detail": "Not authenticated.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not allowed",
                     *       "status": 403,
                     *       "code": "forbidden",
                     *       "detail": "Not allowed.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request took too long */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Request took too long",
                     *       "status": 408,
                     *       "code": "request_timeout",
                     *       "detail": "Request took too long.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Still being answered, or Conflict, or Out of stock */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Still being answered",
                     *       "status": 409,
                     *       "code": "idempotency_conflict",
                     *       "detail": "Still being answered.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Body too large",
                     *       "status": 413,
                     *       "code": "too_large",
                     *       "detail": "Body too large.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unsupported media type",
                     *       "status": 415,
                     *       "code": "unsupported_media_type",
                     *       "detail": "Unsupported media type.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Key used for something else */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Key used for something else",
                     *       "status": 422,
                     *       "code": "idempotency_mismatch",
                     *       "detail": "Key used for something else.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too many requests",
                     *       "status": 429,
                     *       "code": "rate_limited",
                     *       "detail": "Too many requests.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Internal error",
                     *       "status": 500,
                     *       "code": "internal",
                     *       "detail": "Internal error.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Temporarily unavailable */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Temporarily unavailable",
                     *       "status": 503,
                     *       "code": "unavailable",
                     *       "detail": "Temporarily unavailable.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAccountExport: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The mark that your last change was answered with: what is read has that change in it. Browsers send it by themselves, as a cookie.
                 * @example 16b374d848.3q2-7wAAAAAAAAAAAAAAAA
                 */
                "X-Read-After"?: components["parameters"]["ReadAfter"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01934b1e-7a8c-8f00-9d3e-2b1f4c5d6e7f",
                     *       "status": "ready",
                     *       "createdAt": "2026-11-21T09:30:00.000Z",
                     *       "availableUntil": "2026-11-28T09:30:04.000Z",
                     *       "content": {
                     *         "exportedAt": "2026-11-21T09:30:04.000Z"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** @enum {string} */
                        status: "pending" | "ready";
                        /** Format: date-time */
                        createdAt: string;
                        availableUntil: string | null;
                        /** @description As of /me/export. Null while pending. */
                        content: {
                            [key: string]: unknown;
                        } | null;
                    };
                };
            };
            /** @description Bad request, or Invalid input, or Missing header */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad request",
                     *       "status": 400,
                     *       "code": "bad_request",
                     *       "detail": "Bad request.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not authenticated, or Invalid signature, or Unknown shop */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not authenticated",
                     *       "status": 401,
                     *       "code": "unauthenticated",
                     *       "detail": "Not authenticated.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not allowed",
                     *       "status": 403,
                     *       "code": "forbidden",
                     *       "detail": "Not allowed.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not found",
                     *       "status": 404,
                     *       "code": "not_found",
                     *       "detail": "Not found.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too many requests",
                     *       "status": 429,
                     *       "code": "rate_limited",
                     *       "detail": "Too many requests.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Internal error",
                     *       "status": 500,
                     *       "code": "internal",
                     *       "detail": "Internal error.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Temporarily unavailable */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Temporarily unavailable",
                     *       "status": 503,
                     *       "code": "unavailable",
                     *       "detail": "Temporarily unavailable.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listOrders: {
        parameters: {
            query?: {
                /** @description Rows of a page. */
                limit?: number;
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description The order. */
                sort?: "-createdAt";
            };
            header?: {
                /**
                 * @description The mark that your last change was answered with: what is read has that change in it. Browsers send it by themselves, as a cookie.
                 * @example 16b374d848.3q2-7wAAAAAAAAAAAAAAAA
                 */
                "X-Read-After"?: components["parameters"]["ReadAfter"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "5521889970013",
                     *           "name": "#1042",
                     *           "createdAt": "2026-11-21T09:00:00.000Z",
                     *           "currency": "EUR",
                     *           "total": "116.45",
                     *           "step": "shipped"
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["OrderSummary"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Bad request, or Invalid input, or Missing header */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad request",
                     *       "status": 400,
                     *       "code": "bad_request",
                     *       "detail": "Bad request.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not authenticated, or Invalid signature, or Unknown shop */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not authenticated",
                     *       "status": 401,
                     *       "code": "unauthenticated",
                     *       "detail": "Not authenticated.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not allowed",
                     *       "status": 403,
                     *       "code": "forbidden",
                     *       "detail": "Not allowed.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too many requests",
                     *       "status": 429,
                     *       "code": "rate_limited",
                     *       "detail": "Too many requests.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Internal error",
                     *       "status": 500,
                     *       "code": "internal",
                     *       "detail": "Internal error.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Temporarily unavailable */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Temporarily unavailable",
                     *       "status": 503,
                     *       "code": "unavailable",
                     *       "detail": "Temporarily unavailable.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOrder: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ETags of the versions that you have. If there is none newer, the answer is 304.
                 * @example "3"
                 */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
                /**
                 * @description The mark that your last change was answered with: what is read has that change in it. Browsers send it by themselves, as a cookie.
                 * @example 16b374d848.3q2-7wAAAAAAAAAAAAAAAA
                 */
                "X-Read-After"?: components["parameters"]["ReadAfter"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            /** @description It is as you have it. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad request, or Invalid input, or Missing header */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad request",
                     *       "status": 400,
                     *       "code": "bad_request",
                     *       "detail": "Bad request.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not authenticated, or Invalid signature, or Unknown shop */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not authenticated",
                     *       "status": 401,
                     *       "code": "unauthenticated",
                     *       "detail": "Not authenticated.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not allowed",
                     *       "status": 403,
                     *       "code": "forbidden",
                     *       "detail": "Not allowed.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not found",
                     *       "status": 404,
                     *       "code": "not_found",
                     *       "detail": "Not found.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too many requests",
                     *       "status": 429,
                     *       "code": "rate_limited",
                     *       "detail": "Too many requests.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Internal error",
                     *       "status": 500,
                     *       "code": "internal",
                     *       "detail": "Internal error.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Temporarily unavailable */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Temporarily unavailable",
                     *       "status": 503,
                     *       "code": "unavailable",
                     *       "detail": "Temporarily unavailable.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOrderLinePreviewSvg: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ETags of the versions that you have. If there is none newer, the answer is 304.
                 * @example "3"
                 */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
                /**
                 * @description The mark that your last change was answered with: what is read has that change in it. Browsers send it by themselves, as a cookie.
                 * @example 16b374d848.3q2-7wAAAAAAAAAAAAAAAA
                 */
                "X-Read-After"?: components["parameters"]["ReadAfter"];
            };
            path: {
                id: string;
                lineId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The picture */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "image/svg+xml": string;
                };
            };
            /** @description It is as you have it. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad request, or Invalid input, or Missing header */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad request",
                     *       "status": 400,
                     *       "code": "bad_request",
                     *       "detail": "Bad request.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not authenticated, or Invalid signature, or Unknown shop */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not authenticated",
                     *       "status": 401,
                     *       "code": "unauthenticated",
                     *       "detail": "Not authenticated.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not allowed",
                     *       "status": 403,
                     *       "code": "forbidden",
                     *       "detail": "Not allowed.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not found",
                     *       "status": 404,
                     *       "code": "not_found",
                     *       "detail": "Not found.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too many requests",
                     *       "status": 429,
                     *       "code": "rate_limited",
                     *       "detail": "Too many requests.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Internal error",
                     *       "status": 500,
                     *       "code": "internal",
                     *       "detail": "Internal error.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Temporarily unavailable */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Temporarily unavailable",
                     *       "status": 503,
                     *       "code": "unavailable",
                     *       "detail": "Temporarily unavailable.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSearchSynonyms: {
        parameters: {
            query?: {
                /** @description Rows of a page. */
                limit?: number;
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description The order. */
                sort?: "word";
            };
            header?: {
                /**
                 * @description The mark that your last change was answered with: what is read has that change in it. Browsers send it by themselves, as a cookie.
                 * @example 16b374d848.3q2-7wAAAAAAAAAAAAAAAA
                 */
                "X-Read-After"?: components["parameters"]["ReadAfter"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchSynonymList"];
                };
            };
            /** @description Bad request, or Invalid input, or Missing header */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad request",
                     *       "status": 400,
                     *       "code": "bad_request",
                     *       "detail": "Bad request.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not authenticated, or Invalid signature, or Unknown shop */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not authenticated",
                     *       "status": 401,
                     *       "code": "unauthenticated",
                     *       "detail": "Not authenticated.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not allowed",
                     *       "status": 403,
                     *       "code": "forbidden",
                     *       "detail": "Not allowed.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too many requests",
                     *       "status": 429,
                     *       "code": "rate_limited",
                     *       "detail": "Too many requests.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Internal error",
                     *       "status": 500,
                     *       "code": "internal",
                     *       "detail": "Internal error.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Temporarily unavailable */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Temporarily unavailable",
                     *       "status": 503,
                     *       "code": "unavailable",
                     *       "detail": "Temporarily unavailable.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putSearchSynonyms: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The ETag of the version that you change; `*` changes any.
                 * @example "3"
                 */
                "If-Match"?: components["parameters"]["IfMatchOptional"];
            };
            path: {
                /** @description One word, in any of the languages. */
                word: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewSynonymsInput"];
            };
        };
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Read-After": components["headers"]["X-Read-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchSynonym"];
                };
            };
            /** @description It has been made. */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    "X-Read-After": components["headers"]["X-Read-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchSynonym"];
                };
            };
            /** @description Bad request, or Invalid input, or Missing header */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad request",
                     *       "status": 400,
                     *       "code": "bad_request",
                     *       "detail": "Bad request.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not authenticated, or Invalid signature, or Unknown shop */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not authenticated",
                     *       "status": 401,
                     *       "code": "unauthenticated",
                     *       "detail": "Not authenticated.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not allowed",
                     *       "status": 403,
                     *       "code": "forbidden",
                     *       "detail": "Not allowed.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not found",
                     *       "status": 404,
                     *       "code": "not_found",
                     *       "detail": "Not found.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request took too long */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Request took too long",
                     *       "status": 408,
                     *       "code": "request_timeout",
                     *       "detail": "Request took too long.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Still being answered, or Conflict, or Out of stock */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Still being answered",
                     *       "status": 409,
                     *       "code": "idempotency_conflict",
                     *       "detail": "Still being answered.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Changed meanwhile */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Changed meanwhile",
                     *       "status": 412,
                     *       "code": "precondition_failed",
                     *       "detail": "Changed meanwhile.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Body too large",
                     *       "status": 413,
                     *       "code": "too_large",
                     *       "detail": "Body too large.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unsupported media type",
                     *       "status": 415,
                     *       "code": "unsupported_media_type",
                     *       "detail": "Unsupported media type.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too many requests",
                     *       "status": 429,
                     *       "code": "rate_limited",
                     *       "detail": "Too many requests.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Internal error",
                     *       "status": 500,
                     *       "code": "internal",
                     *       "detail": "Internal error.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Temporarily unavailable */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Temporarily unavailable",
                     *       "status": 503,
                     *       "code": "unavailable",
                     *       "detail": "Temporarily unavailable.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteSearchSynonyms: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The ETag of the version that you change; `*` changes any.
                 * @example "3"
                 */
                "If-Match"?: components["parameters"]["IfMatchOptional"];
            };
            path: {
                /** @description One word, in any of the languages. */
                word: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted */
            204: {
                headers: {
                    "X-Read-After": components["headers"]["X-Read-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad request, or Invalid input, or Missing header */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad request",
                     *       "status": 400,
                     *       "code": "bad_request",
                     *       "detail": "Bad request.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not authenticated, or Invalid signature, or Unknown shop */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not authenticated",
                     *       "status": 401,
                     *       "code": "unauthenticated",
                     *       "detail": "Not authenticated.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not allowed",
                     *       "status": 403,
                     *       "code": "forbidden",
                     *       "detail": "Not allowed.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not found",
                     *       "status": 404,
                     *       "code": "not_found",
                     *       "detail": "Not found.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Changed meanwhile */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Changed meanwhile",
                     *       "status": 412,
                     *       "code": "precondition_failed",
                     *       "detail": "Changed meanwhile.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too many requests",
                     *       "status": 429,
                     *       "code": "rate_limited",
                     *       "detail": "Too many requests.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Internal error",
                     *       "status": 500,
                     *       "code": "internal",
                     *       "detail": "Internal error.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Temporarily unavailable */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Temporarily unavailable",
                     *       "status": 503,
                     *       "code": "unavailable",
                     *       "detail": "Temporarily unavailable.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listDeliveries: {
        parameters: {
            query?: {
                /** @description Rows of a page. */
                limit?: number;
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description The order. */
                sort?: "newest";
                /** @description `dead` was given up, `parked` is of a topic that is not handled, `done` is settled. */
                status?: "pending" | "processing" | "dead" | "parked" | "done";
                /** @description Like orders/create. */
                topic?: string;
            };
            header?: {
                /**
                 * @description The mark that your last change was answered with: what is read has that change in it. Browsers send it by themselves, as a cookie.
                 * @example 16b374d848.3q2-7wAAAAAAAAAAAAAAAA
                 */
                "X-Read-After"?: components["parameters"]["ReadAfter"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryList"];
                };
            };
            /** @description Bad request, or Invalid input, or Missing header */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad request",
                     *       "status": 400,
                     *       "code": "bad_request",
                     *       "detail": "Bad request.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not authenticated, or Invalid signature, or Unknown shop */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not authenticated",
                     *       "status": 401,
                     *       "code": "unauthenticated",
                     *       "detail": "Not authenticated.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not allowed",
                     *       "status": 403,
                     *       "code": "forbidden",
                     *       "detail": "Not allowed.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too many requests",
                     *       "status": 429,
                     *       "code": "rate_limited",
                     *       "detail": "Too many requests.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Internal error",
                     *       "status": 500,
                     *       "code": "internal",
                     *       "detail": "Internal error.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Temporarily unavailable */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Temporarily unavailable",
                     *       "status": 503,
                     *       "code": "unavailable",
                     *       "detail": "Temporarily unavailable.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readDelivery: {
        parameters: {
            query?: {
                /** @description `true` shows the body, which is personal data; that it was read goes into the audit log. */
                body?: "true" | "false";
            };
            header?: {
                /**
                 * @description The mark that your last change was answered with: what is read has that change in it. Browsers send it by themselves, as a cookie.
                 * @example 16b374d848.3q2-7wAAAAAAAAAAAAAAAA
                 */
                "X-Read-After"?: components["parameters"]["ReadAfter"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryDetails"];
                };
            };
            /** @description Bad request, or Invalid input, or Missing header */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad request",
                     *       "status": 400,
                     *       "code": "bad_request",
                     *       "detail": "Bad request.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not authenticated, or Invalid signature, or Unknown shop */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not authenticated",
                     *       "status": 401,
                     *       "code": "unauthenticated",
                     *       "detail": "Not authenticated.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not allowed",
                     *       "status": 403,
                     *       "code": "forbidden",
                     *       "detail": "Not allowed.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not found",
                     *       "status": 404,
                     *       "code": "not_found",
                     *       "detail": "Not found.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too many requests",
                     *       "status": 429,
                     *       "code": "rate_limited",
                     *       "detail": "Too many requests.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Internal error",
                     *       "status": 500,
                     *       "code": "internal",
                     *       "detail": "Internal error.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Temporarily unavailable */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Temporarily unavailable",
                     *       "status": 503,
                     *       "code": "unavailable",
                     *       "detail": "Temporarily unavailable.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    replayDelivery: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Random, and the same whenever this request is sent again: it then has one effect, and gets the reply that was kept. For another request it is refused.
                 * @example 5f0c7c1e-9f0e-4b8a-a9be-0d4c7c2f7c11
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    "X-Read-After": components["headers"]["X-Read-After"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReplayedDelivery"];
                };
            };
            /** @description Bad request, or Invalid input, or Missing header */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad request",
                     *       "status": 400,
                     *       "code": "bad_request",
                     *       "detail": "Bad request.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not authenticated, or Invalid signature, or Unknown shop */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not authenticated",
                     *       "status": 401,
                     *       "code": "unauthenticated",
                     *       "detail": "Not authenticated.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not allowed",
                     *       "status": 403,
                     *       "code": "forbidden",
                     *       "detail": "Not allowed.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not found",
                     *       "status": 404,
                     *       "code": "not_found",
                     *       "detail": "Not found.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request took too long */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Request took too long",
                     *       "status": 408,
                     *       "code": "request_timeout",
                     *       "detail": "Request took too long.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Still being answered, or Conflict, or Out of stock */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Still being answered",
                     *       "status": 409,
                     *       "code": "idempotency_conflict",
                     *       "detail": "Still being answered.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Body too large",
                     *       "status": 413,
                     *       "code": "too_large",
                     *       "detail": "Body too large.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unsupported media type",
                     *       "status": 415,
                     *       "code": "unsupported_media_type",
                     *       "detail": "Unsupported media type.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Key used for something else */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Key used for something else",
                     *       "status": 422,
                     *       "code": "idempotency_mismatch",
                     *       "detail": "Key used for something else.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too many requests",
                     *       "status": 429,
                     *       "code": "rate_limited",
                     *       "detail": "Too many requests.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Internal error",
                     *       "status": 500,
                     *       "code": "internal",
                     *       "detail": "Internal error.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Temporarily unavailable */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Temporarily unavailable",
                     *       "status": 503,
                     *       "code": "unavailable",
                     *       "detail": "Temporarily unavailable.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    replayDeliveries: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Random, and the same whenever this request is sent again: it then has one effect, and gets the reply that was kept. For another request it is refused.
                 * @example 5f0c7c1e-9f0e-4b8a-a9be-0d4c7c2f7c11
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewReplayInput"];
            };
        };
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    "X-Read-After": components["headers"]["X-Read-After"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReplayedRange"];
                };
            };
            /** @description Bad request, or Invalid input, or Missing header */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad request",
                     *       "status": 400,
                     *       "code": "bad_request",
                     *       "detail": "Bad request.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not authenticated, or Invalid signature, or Unknown shop */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not authenticated",
                     *       "status": 401,
                     *       "code": "unauthenticated",
                     *       "detail": "Not authenticated.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not allowed",
                     *       "status": 403,
                     *       "code": "forbidden",
                     *       "detail": "Not allowed.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request took too long */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Request took too long",
                     *       "status": 408,
                     *       "code": "request_timeout",
                     *       "detail": "Request took too long.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Still being answered, or Conflict, or Out of stock */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Still being answered",
                     *       "status": 409,
                     *       "code": "idempotency_conflict",
                     *       "detail": "Still being answered.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Body too large",
                     *       "status": 413,
                     *       "code": "too_large",
                     *       "detail": "Body too large.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unsupported media type",
                     *       "status": 415,
                     *       "code": "unsupported_media_type",
                     *       "detail": "Unsupported media type.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Key used for something else */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Key used for something else",
                     *       "status": 422,
                     *       "code": "idempotency_mismatch",
                     *       "detail": "Key used for something else.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too many requests",
                     *       "status": 429,
                     *       "code": "rate_limited",
                     *       "detail": "Too many requests.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Internal error",
                     *       "status": 500,
                     *       "code": "internal",
                     *       "detail": "Internal error.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Temporarily unavailable */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Temporarily unavailable",
                     *       "status": 503,
                     *       "code": "unavailable",
                     *       "detail": "Temporarily unavailable.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAuditEntries: {
        parameters: {
            query?: {
                /** @description Rows of a page. */
                limit?: number;
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description The order. */
                sort?: "newest";
                /** @description Who did it: `user:` and an id. */
                actor?: string;
                /** @description What it was done to: `delivery:48213`. */
                subject?: string;
            };
            header?: {
                /**
                 * @description The mark that your last change was answered with: what is read has that change in it. Browsers send it by themselves, as a cookie.
                 * @example 16b374d848.3q2-7wAAAAAAAAAAAAAAAA
                 */
                "X-Read-After"?: components["parameters"]["ReadAfter"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditEntryList"];
                };
            };
            /** @description Bad request, or Invalid input, or Missing header */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad request",
                     *       "status": 400,
                     *       "code": "bad_request",
                     *       "detail": "Bad request.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not authenticated, or Invalid signature, or Unknown shop */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not authenticated",
                     *       "status": 401,
                     *       "code": "unauthenticated",
                     *       "detail": "Not authenticated.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not allowed",
                     *       "status": 403,
                     *       "code": "forbidden",
                     *       "detail": "Not allowed.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too many requests",
                     *       "status": 429,
                     *       "code": "rate_limited",
                     *       "detail": "Too many requests.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Internal error",
                     *       "status": 500,
                     *       "code": "internal",
                     *       "detail": "Internal error.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Temporarily unavailable */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Temporarily unavailable",
                     *       "status": 503,
                     *       "code": "unavailable",
                     *       "detail": "Temporarily unavailable.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readOperations: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The mark that your last change was answered with: what is read has that change in it. Browsers send it by themselves, as a cookie.
                 * @example 16b374d848.3q2-7wAAAAAAAAAAAAAAAA
                 */
                "X-Read-After"?: components["parameters"]["ReadAfter"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Operations"];
                };
            };
            /** @description Bad request, or Invalid input, or Missing header */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad request",
                     *       "status": 400,
                     *       "code": "bad_request",
                     *       "detail": "Bad request.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not authenticated, or Invalid signature, or Unknown shop */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not authenticated",
                     *       "status": 401,
                     *       "code": "unauthenticated",
                     *       "detail": "Not authenticated.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not allowed",
                     *       "status": 403,
                     *       "code": "forbidden",
                     *       "detail": "Not allowed.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too many requests",
                     *       "status": 429,
                     *       "code": "rate_limited",
                     *       "detail": "Too many requests.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Internal error",
                     *       "status": 500,
                     *       "code": "internal",
                     *       "detail": "Internal error.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Temporarily unavailable */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Temporarily unavailable",
                     *       "status": 503,
                     *       "code": "unavailable",
                     *       "detail": "Temporarily unavailable.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    openOperatorSession: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Random, and the same whenever this request is sent again: it then has one effect, and gets the reply that was kept. For another request it is refused.
                 * @example 5f0c7c1e-9f0e-4b8a-a9be-0d4c7c2f7c11
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The cookie is set. */
            204: {
                headers: {
                    "X-Read-After": components["headers"]["X-Read-After"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad request, or Invalid input, or Missing header */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad request",
                     *       "status": 400,
                     *       "code": "bad_request",
                     *       "detail": "Bad request.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not authenticated, or Invalid signature, or Unknown shop */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not authenticated",
                     *       "status": 401,
                     *       "code": "unauthenticated",
                     *       "detail": "Not authenticated.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not allowed",
                     *       "status": 403,
                     *       "code": "forbidden",
                     *       "detail": "Not allowed.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request took too long */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Request took too long",
                     *       "status": 408,
                     *       "code": "request_timeout",
                     *       "detail": "Request took too long.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Still being answered, or Conflict, or Out of stock */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Still being answered",
                     *       "status": 409,
                     *       "code": "idempotency_conflict",
                     *       "detail": "Still being answered.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Body too large",
                     *       "status": 413,
                     *       "code": "too_large",
                     *       "detail": "Body too large.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unsupported media type",
                     *       "status": 415,
                     *       "code": "unsupported_media_type",
                     *       "detail": "Unsupported media type.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Key used for something else */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Key used for something else",
                     *       "status": 422,
                     *       "code": "idempotency_mismatch",
                     *       "detail": "Key used for something else.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too many requests",
                     *       "status": 429,
                     *       "code": "rate_limited",
                     *       "detail": "Too many requests.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Internal error",
                     *       "status": 500,
                     *       "code": "internal",
                     *       "detail": "Internal error.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Temporarily unavailable */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Temporarily unavailable",
                     *       "status": 503,
                     *       "code": "unavailable",
                     *       "detail": "Temporarily unavailable.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readMirror: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The mark that your last change was answered with: what is read has that change in it. Browsers send it by themselves, as a cookie.
                 * @example 16b374d848.3q2-7wAAAAAAAAAAAAAAAA
                 */
                "X-Read-After"?: components["parameters"]["ReadAfter"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MirrorState"];
                };
            };
            /** @description Bad request, or Invalid input, or Missing header */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad request",
                     *       "status": 400,
                     *       "code": "bad_request",
                     *       "detail": "Bad request.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not authenticated, or Invalid signature, or Unknown shop */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not authenticated",
                     *       "status": 401,
                     *       "code": "unauthenticated",
                     *       "detail": "Not authenticated.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not allowed",
                     *       "status": 403,
                     *       "code": "forbidden",
                     *       "detail": "Not allowed.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too many requests",
                     *       "status": 429,
                     *       "code": "rate_limited",
                     *       "detail": "Too many requests.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Internal error",
                     *       "status": 500,
                     *       "code": "internal",
                     *       "detail": "Internal error.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Temporarily unavailable */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Temporarily unavailable",
                     *       "status": 503,
                     *       "code": "unavailable",
                     *       "detail": "Temporarily unavailable.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listUnverifiedLines: {
        parameters: {
            query?: {
                /** @description Rows of a page. */
                limit?: number;
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description The order. */
                sort?: "newest";
                /** @description Only those with this reason. */
                reason?: "malformed" | "unknown_checkout" | "other_design" | "other_product" | "other_currency" | "other_price" | "other_quantity" | "taken";
            };
            header?: {
                /**
                 * @description The mark that your last change was answered with: what is read has that change in it. Browsers send it by themselves, as a cookie.
                 * @example 16b374d848.3q2-7wAAAAAAAAAAAAAAAA
                 */
                "X-Read-After"?: components["parameters"]["ReadAfter"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnverifiedLineList"];
                };
            };
            /** @description Bad request, or Invalid input, or Missing header */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad request",
                     *       "status": 400,
                     *       "code": "bad_request",
                     *       "detail": "Bad request.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not authenticated, or Invalid signature, or Unknown shop */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not authenticated",
                     *       "status": 401,
                     *       "code": "unauthenticated",
                     *       "detail": "Not authenticated.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not allowed",
                     *       "status": 403,
                     *       "code": "forbidden",
                     *       "detail": "Not allowed.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too many requests",
                     *       "status": 429,
                     *       "code": "rate_limited",
                     *       "detail": "Too many requests.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Internal error",
                     *       "status": 500,
                     *       "code": "internal",
                     *       "detail": "Internal error.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Temporarily unavailable */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Temporarily unavailable",
                     *       "status": 503,
                     *       "code": "unavailable",
                     *       "detail": "Temporarily unavailable.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTickets: {
        parameters: {
            query?: {
                /** @description Rows of a page. */
                limit?: number;
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                /** @description The order. */
                sort?: "paidAt";
                /** @description Only tickets in this stage. */
                stage?: "queued" | "cut" | "sew" | "embroider" | "check" | "pack" | "done" | "closed";
            };
            header?: {
                /**
                 * @description The mark that your last change was answered with: what is read has that change in it. Browsers send it by themselves, as a cookie.
                 * @example 16b374d848.3q2-7wAAAAAAAAAAAAAAAA
                 */
                "X-Read-After"?: components["parameters"]["ReadAfter"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "0193f0c1-2a3b-4c5d-8e6f-708192a3b4c5",
                     *           "orderId": "5521889970013",
                     *           "orderName": "#1042",
                     *           "lineId": "13905889970013",
                     *           "quantity": 1,
                     *           "embroidered": true,
                     *           "stage": "cut",
                     *           "closedReason": null,
                     *           "version": 2,
                     *           "paidAt": "2026-11-21T09:05:00.000Z",
                     *           "updatedAt": "2026-11-21T10:30:00.000Z"
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["TicketSummary"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Bad request, or Invalid input, or Missing header */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad request",
                     *       "status": 400,
                     *       "code": "bad_request",
                     *       "detail": "Bad request.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not authenticated, or Invalid signature, or Unknown shop */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not authenticated",
                     *       "status": 401,
                     *       "code": "unauthenticated",
                     *       "detail": "Not authenticated.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not allowed",
                     *       "status": 403,
                     *       "code": "forbidden",
                     *       "detail": "Not allowed.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too many requests",
                     *       "status": 429,
                     *       "code": "rate_limited",
                     *       "detail": "Too many requests.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Internal error",
                     *       "status": 500,
                     *       "code": "internal",
                     *       "detail": "Internal error.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Temporarily unavailable */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Temporarily unavailable",
                     *       "status": 503,
                     *       "code": "unavailable",
                     *       "detail": "Temporarily unavailable.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getTicket: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ETags of the versions that you have. If there is none newer, the answer is 304.
                 * @example "3"
                 */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
                /**
                 * @description The mark that your last change was answered with: what is read has that change in it. Browsers send it by themselves, as a cookie.
                 * @example 16b374d848.3q2-7wAAAAAAAAAAAAAAAA
                 */
                "X-Read-After"?: components["parameters"]["ReadAfter"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ticket"];
                };
            };
            /** @description You have the newest version. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad request, or Invalid input, or Missing header */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad request",
                     *       "status": 400,
                     *       "code": "bad_request",
                     *       "detail": "Bad request.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not authenticated, or Invalid signature, or Unknown shop */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not authenticated",
                     *       "status": 401,
                     *       "code": "unauthenticated",
                     *       "detail": "Not authenticated.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not allowed",
                     *       "status": 403,
                     *       "code": "forbidden",
                     *       "detail": "Not allowed.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not found",
                     *       "status": 404,
                     *       "code": "not_found",
                     *       "detail": "Not found.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too many requests",
                     *       "status": 429,
                     *       "code": "rate_limited",
                     *       "detail": "Too many requests.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Internal error",
                     *       "status": 500,
                     *       "code": "internal",
                     *       "detail": "Internal error.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Temporarily unavailable */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Temporarily unavailable",
                     *       "status": 503,
                     *       "code": "unavailable",
                     *       "detail": "Temporarily unavailable.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    moveTicket: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Random, and the same whenever this request is sent again: it then has one effect, and gets the reply that was kept. For another request it is refused.
                 * @example 5f0c7c1e-9f0e-4b8a-a9be-0d4c7c2f7c11
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description The ETag of the version that you change; `*` changes any.
                 * @example "3"
                 */
                "If-Match": components["parameters"]["IfMatch"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "to": "sew",
                 *       "note": "Cut twice: the first panel had a flaw."
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    to: "queued" | "cut" | "sew" | "embroider" | "check" | "pack" | "done" | "closed";
                    /** @description For the workshop; kept sealed. */
                    note?: string;
                };
            };
        };
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Read-After": components["headers"]["X-Read-After"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ticket"];
                };
            };
            /** @description Bad request, or Invalid input, or Missing header */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad request",
                     *       "status": 400,
                     *       "code": "bad_request",
                     *       "detail": "Bad request.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not authenticated, or Invalid signature, or Unknown shop */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not authenticated",
                     *       "status": 401,
                     *       "code": "unauthenticated",
                     *       "detail": "Not authenticated.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not allowed",
                     *       "status": 403,
                     *       "code": "forbidden",
                     *       "detail": "Not allowed.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not found",
                     *       "status": 404,
                     *       "code": "not_found",
                     *       "detail": "Not found.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request took too long */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Request took too long",
                     *       "status": 408,
                     *       "code": "request_timeout",
                     *       "detail": "Request took too long.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Still being answered, or Conflict, or Out of stock */
            409: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Still being answered",
                     *       "status": 409,
                     *       "code": "idempotency_conflict",
                     *       "detail": "Still being answered.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Changed meanwhile */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Changed meanwhile",
                     *       "status": 412,
                     *       "code": "precondition_failed",
                     *       "detail": "Changed meanwhile.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Body too large",
                     *       "status": 413,
                     *       "code": "too_large",
                     *       "detail": "Body too large.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unsupported media type",
                     *       "status": 415,
                     *       "code": "unsupported_media_type",
                     *       "detail": "Unsupported media type.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Key used for something else */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Key used for something else",
                     *       "status": 422,
                     *       "code": "idempotency_mismatch",
                     *       "detail": "Key used for something else.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Version required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Version required",
                     *       "status": 428,
                     *       "code": "precondition_required",
                     *       "detail": "Version required.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too many requests",
                     *       "status": 429,
                     *       "code": "rate_limited",
                     *       "detail": "Too many requests.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Internal error",
                     *       "status": 500,
                     *       "code": "internal",
                     *       "detail": "Internal error.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Temporarily unavailable */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Temporarily unavailable",
                     *       "status": 503,
                     *       "code": "unavailable",
                     *       "detail": "Temporarily unavailable.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getTicketPrintSheet: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The mark that your last change was answered with: what is read has that change in it. Browsers send it by themselves, as a cookie.
                 * @example 16b374d848.3q2-7wAAAAAAAAAAAAAAAA
                 */
                "X-Read-After"?: components["parameters"]["ReadAfter"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page, A4 */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                };
            };
            /** @description Bad request, or Invalid input, or Missing header */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad request",
                     *       "status": 400,
                     *       "code": "bad_request",
                     *       "detail": "Bad request.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not authenticated, or Invalid signature, or Unknown shop */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not authenticated",
                     *       "status": 401,
                     *       "code": "unauthenticated",
                     *       "detail": "Not authenticated.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not allowed",
                     *       "status": 403,
                     *       "code": "forbidden",
                     *       "detail": "Not allowed.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not found",
                     *       "status": 404,
                     *       "code": "not_found",
                     *       "detail": "Not found.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Still being answered, or Conflict, or Out of stock */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Still being answered",
                     *       "status": 409,
                     *       "code": "idempotency_conflict",
                     *       "detail": "Still being answered.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too many requests",
                     *       "status": 429,
                     *       "code": "rate_limited",
                     *       "detail": "Too many requests.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Internal error",
                     *       "status": 500,
                     *       "code": "internal",
                     *       "detail": "Internal error.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Temporarily unavailable */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Temporarily unavailable",
                     *       "status": 503,
                     *       "code": "unavailable",
                     *       "detail": "Temporarily unavailable.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    receiveClerkWebhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description One id per message; a retry has the same */
                "svix-id"?: string;
                /** @description When this attempt was sent: seconds since 1970 */
                "svix-timestamp"?: string;
                /** @description `v1,` and base64(HMAC-SHA256(secret, id.timestamp.body)); several, separated by spaces */
                "svix-signature"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Acknowledged"];
                };
            };
            /** @description Bad request, or Invalid input, or Missing header */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad request",
                     *       "status": 400,
                     *       "code": "bad_request",
                     *       "detail": "Bad request.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not authenticated, or Invalid signature, or Unknown shop */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not authenticated",
                     *       "status": 401,
                     *       "code": "unauthenticated",
                     *       "detail": "Not authenticated.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request took too long */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Request took too long",
                     *       "status": 408,
                     *       "code": "request_timeout",
                     *       "detail": "Request took too long.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Body too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Body too large",
                     *       "status": 413,
                     *       "code": "too_large",
                     *       "detail": "Body too large.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Temporarily unavailable */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Temporarily unavailable",
                     *       "status": 503,
                     *       "code": "unavailable",
                     *       "detail": "Temporarily unavailable.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    checkAlive: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ok"
                     *     }
                     */
                    "application/json": {
                        /** @enum {string} */
                        status: "ok";
                    };
                };
            };
        };
    };
    checkReady: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ok"
                     *     }
                     */
                    "application/json": {
                        /** @enum {string} */
                        status: "ok";
                    };
                };
            };
            /** @description Temporarily unavailable */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Temporarily unavailable",
                     *       "status": 503,
                     *       "code": "unavailable",
                     *       "detail": "Temporarily unavailable.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    checkParts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DetailedHealth"];
                };
            };
            /** @description It cannot serve. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DetailedHealth"];
                };
            };
        };
    };
    readMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Metrics in text form */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description Not authenticated, or Invalid signature, or Unknown shop */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not authenticated",
                     *       "status": 401,
                     *       "code": "unauthenticated",
                     *       "detail": "Not authenticated.",
                     *       "requestId": "req-7f3a9c21"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
