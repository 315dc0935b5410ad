import type { FastifyInstance, RouteOptions } from 'fastify';

/**
 * Who may call a route. Applied by scope; a route without one keeps the process from starting. `session` are the
 * pages of administrators, who show a cookie where others show a token.
 */
export type Access = 'public' | 'guest' | 'user' | 'admin' | 'session' | 'signed' | 'ops';

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access;
  }
  interface FastifyInstance {
    /** Every route there is. */
    readonly declaredRoutes: readonly RouteOptions[];
  }
}

/** Gives every route that is registered in this scope its access. */
export function declareAccess(scope: FastifyInstance, access: Access): void {
  scope.addHook('onRoute', (route) => {
    route.config = { ...route.config, access };
  });
}

/** Refuses to become ready while a route has no declared access. Must be called before any route is registered. */
export function requireDeclaredAccess(app: FastifyInstance): void {
  const routes: RouteOptions[] = [];
  app.decorate('declaredRoutes', routes);
  app.addHook('onRoute', (route) => {
    routes.push(route);
  });
  app.addHook('onReady', async () => {
    const open = routes.filter((route) => !route.config?.access).map(({ method, url }) => `${String(method)} ${url}`);
    if (open.length > 0) throw new Error(`routes without declared access: ${open.join(', ')}`);
  });
}
