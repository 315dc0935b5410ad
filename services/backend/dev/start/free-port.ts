import { createServer } from 'node:net';

async function bind(port: number, host: string | undefined): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, host, () => {
      const address = server.address();
      const bound = typeof address === 'object' && address ? address.port : undefined;
      server.close(() => resolve(bound));
    });
  });
}

/** A TCP port on 127.0.0.1 that was free a moment ago. Whoever binds it must still be ready to lose the race. */
export async function findFreePort(): Promise<number> {
  const port = await bind(0, '127.0.0.1');
  if (port === undefined) throw new Error('the operating system gave no free TCP port on 127.0.0.1');
  return port;
}

/** Asks for both loopback and every interface: a server bound to only one of them also makes a port useless. */
export async function isPortFree(port: number): Promise<boolean> {
  return (await bind(port, '127.0.0.1')) !== undefined && (await bind(port, undefined)) !== undefined;
}
