/**
 * How Node is started for server and worker, here and in production. A young generation of 8 MB instead of 32: under
 * load that saves a third of the memory and costs a few percent of processor time (`npm run bench -- startup`).
 */
export const nodeFlags: readonly string[] = ['--max-semi-space-size=8'];

/**
 * And in what environment: two arenas of glibc's malloc instead of eight for each core. What is allocated on one thread
 * and freed on another, compressed replies say, leaves holes in each (`npm run bench -- soak`).
 */
export const nodeEnvironment: Readonly<Record<string, string>> = { MALLOC_ARENA_MAX: '2' };
