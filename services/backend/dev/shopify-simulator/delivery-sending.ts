import { createHmac } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';

export interface PreparedDelivery {
  uri: string;
  topic: string;
  shopDomain: string;
  webhookId: string;
  eventId: string;
  triggeredAt: Date;
  body: Buffer;
}

/** shopify.dev, "Verify deliveries": one second to connect, five in all. */
const connectMs = 1_000;
const totalMs = 5_000;
const apiVersion = '2026-10';
const agents = { 'http:': new http.Agent({ keepAlive: true }), 'https:': new https.Agent({ keepAlive: true }) };

/** @returns whether it was taken: any 2xx. A redirection is a failure like any other. */
export function sendDelivery(delivery: PreparedDelivery, secret: string): Promise<boolean> {
  const url = new URL(delivery.uri);
  const isPlain = url.protocol === 'http:';
  const options = {
    method: 'POST',
    agent: isPlain ? agents['http:'] : agents['https:'],
    headers: {
      'content-type': 'application/json',
      'content-length': delivery.body.length,
      'x-shopify-topic': delivery.topic,
      'x-shopify-shop-domain': delivery.shopDomain,
      'x-shopify-api-version': apiVersion,
      'x-shopify-webhook-id': delivery.webhookId,
      'x-shopify-event-id': delivery.eventId,
      'x-shopify-triggered-at': delivery.triggeredAt.toISOString(),
      'x-shopify-hmac-sha256': createHmac('sha256', secret).update(delivery.body).digest('base64'),
    },
  };
  return new Promise((resolve) => {
    const request = isPlain ? http.request(url, options) : https.request(url, options);
    const connecting = setTimeout(() => request.destroy(new Error('no connection in time')), connectMs);
    const answering = setTimeout(() => request.destroy(new Error('no answer in time')), totalMs);
    const end = (isTaken: boolean) => {
      clearTimeout(connecting);
      clearTimeout(answering);
      resolve(isTaken);
    };
    request.on('socket', (socket) => {
      if (socket.connecting) socket.once('connect', () => clearTimeout(connecting));
      else clearTimeout(connecting);
    });
    request.on('response', (response) => {
      response.resume();
      response.on('end', () => end(Math.floor((response.statusCode ?? 500) / 100) === 2));
      response.on('error', () => end(false));
    });
    request.on('error', () => end(false));
    request.end(delivery.body);
  });
}
