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
        /** @description Why a request was not answered as asked (RFC 9457). */
        Problem: {
            /** @constant */
            type: "about:blank";
            title: string;
            status: number;
            /** @enum {string} */
            code: "bad_request" | "invalid_input" | "missing_header" | "unauthenticated" | "invalid_signature" | "foreign_shop" | "forbidden" | "not_found" | "method_not_allowed" | "request_timeout" | "idempotency_conflict" | "conflict" | "precondition_failed" | "too_large" | "unsupported_media_type" | "idempotency_mismatch" | "precondition_required" | "rate_limited" | "internal" | "unavailable";
            detail: string;
            requestId: string;
            details?: {
                [key: string]: unknown;
            };
        };
        /** @description The parts that the service stands on. */
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
        /** @description The delivery is safely in the inbox, now or from before. */
        Acknowledged: {
            /** @enum {string} */
            status: "recorded" | "duplicate";
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
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
            /** @description Default Response */
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
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
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
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        status: "ok";
                    };
                };
            };
            /** @description Temporarily unavailable */
            503: {
                headers: {
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
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DetailedHealth"];
                };
            };
            /** @description Default Response */
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
