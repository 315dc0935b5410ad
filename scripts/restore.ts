import { main } from '../services/backend/src/start/restore.ts';

// The command is part of the service, so that its image has it too: node dist/start/restore.js.
process.exitCode = await main();
