import { main } from '../services/backend/src/start/rotate-keys.ts';

// The command is part of the service, so that its image has it too: node dist/start/rotate-keys.js.
process.exitCode = await main();
