import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';

// Below the range from which Linux, macOS and Windows give ports to outgoing connections: one of those may take a
// port between the moment it was found and the moment somebody listens on it.
const firstPort = 20_000;
const portCount = 12_000;
const attempts = 200;

/**
 * A TCP port that is free, and stays it: until this process ends, no other call gives it to anybody. The reservation is
 * a datagram socket of the same number, which the system takes back however the process ends. A program that picks its
 * ports in another way may still be faster.
 */
export async function findFreePort(): Promise<number> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const port = firstPort + Math.floor(Math.random() * portCount);
    if ((await isPortFree(port)) && (await reserve(port))) return port;
  }
  throw new Error(`no free TCP port was found between ${firstPort} and ${firstPort + portCount}`);
}

/** Asks for both loopback and every interface: a server bound to only one of them also makes a port useless. */
export async function isPortFree(port: number): Promise<boolean> {
  return (await canListen(port, '127.0.0.1')) && (await canListen(port, undefined));
}

async function canListen(port: number, host: string | undefined): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}

async function reserve(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4').unref();
    socket.once('error', () => {
      socket.close();
      resolve(false);
    });
    socket.bind({ port, address: '127.0.0.1', exclusive: true }, () => resolve(true));
  });
}
